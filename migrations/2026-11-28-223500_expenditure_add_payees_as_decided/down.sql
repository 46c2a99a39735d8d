ALTER TABLE disbursement_requests DROP COLUMN payee_name, DROP COLUMN taxpayer_kind;
