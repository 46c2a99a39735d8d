-- What a request was decided on is kept with it, also whose expense it is (D15).
ALTER TABLE disbursement_requests ADD COLUMN payee_kind text;
COMMENT ON COLUMN disbursement_requests.payee_kind IS 'What kind of payee it was when the request was handed in.';
