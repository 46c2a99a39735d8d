COMMENT ON TABLE throttles IS 'Failed tries by account, by known browser, by session and by address; delays grow.';
COMMENT ON COLUMN throttles.key IS 'account:NAME, device:NAME:HASH, session:NAME or address:IP.';
DROP TABLE program_keys;
DROP TABLE programs;
