ALTER TABLE disbursement_requests
    DROP CONSTRAINT disbursement_requests_rate_decimals,
    ALTER COLUMN withholding_rate TYPE numeric(8, 6);
