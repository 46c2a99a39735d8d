ALTER TABLE cancellations DROP CONSTRAINT cancellations_document_amount_sign;
ALTER TABLE payments DROP CONSTRAINT payments_net_sign;
ALTER TABLE cheque_items DROP CONSTRAINT cheque_items_net_sign;
ALTER TABLE bank_deposits DROP CONSTRAINT bank_deposits_total_sign;
ALTER TABLE disbursement_requests
    DROP CONSTRAINT disbursement_requests_gross_sign,
    DROP CONSTRAINT disbursement_requests_withholding_base_sign,
    DROP CONSTRAINT disbursement_requests_contract_total_sign,
    DROP CONSTRAINT disbursement_requests_judged_base_sign,
    DROP CONSTRAINT disbursement_requests_judged_minimum_sign;
ALTER TABLE remittance_summaries DROP CONSTRAINT remittance_summaries_total_sign;
ALTER TABLE remittance_slips
    DROP CONSTRAINT remittance_slips_counted_sign,
    DROP CONSTRAINT remittance_slips_total_sign;
COMMENT ON CONSTRAINT openings_reserve_check ON openings IS NULL;
ALTER TABLE openings
    DROP CONSTRAINT openings_carried_over_reserve_sign,
    DROP CONSTRAINT openings_total_sign;
