ALTER TABLE records DROP CONSTRAINT records_idempotency_key_check;
