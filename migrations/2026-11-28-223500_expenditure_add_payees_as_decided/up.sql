-- What a request was decided on is kept with it; the register of parties goes on changing.
ALTER TABLE disbursement_requests ADD COLUMN payee_name text, ADD COLUMN taxpayer_kind text;
COMMENT ON COLUMN disbursement_requests.payee_name IS 'The payee as named when the request was handed in.';
COMMENT ON COLUMN disbursement_requests.taxpayer_kind IS 'How the payee was taxed then.';
