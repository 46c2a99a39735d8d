-- A rate is kept with the decimals it was sent with: "0.03" is read back as "0.03".
ALTER TABLE disbursement_requests
    ALTER COLUMN withholding_rate TYPE numeric,
    ADD CONSTRAINT disbursement_requests_rate_decimals CHECK (scale(withholding_rate) <= 6);
