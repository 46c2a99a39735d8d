DROP INDEX disbursement_requests_untaxed;
DROP INDEX disbursement_requests_contract;
ALTER TABLE disbursement_requests
    DROP COLUMN contract_no,
    DROP COLUMN contract_total,
    DROP COLUMN judged_base,
    DROP COLUMN judged_minimum,
    DROP COLUMN withheld_rate;
