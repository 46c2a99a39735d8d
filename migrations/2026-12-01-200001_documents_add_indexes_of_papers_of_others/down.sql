DROP INDEX disbursement_requests_found;
DROP INDEX bank_receipts_found;
DROP INDEX bank_deposits_found;
