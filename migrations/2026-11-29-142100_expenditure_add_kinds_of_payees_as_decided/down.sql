ALTER TABLE disbursement_requests DROP COLUMN payee_kind;
