DELETE FROM login_attempts;
ALTER TABLE login_attempts ALTER COLUMN person_id DROP NOT NULL,
    ADD COLUMN state text NOT NULL, ADD COLUMN nonce text NOT NULL,
    ADD COLUMN pkce_verifier text NOT NULL, ADD COLUMN sets_password boolean NOT NULL DEFAULT false;
COMMENT ON TABLE login_attempts IS 'Log-ins by ThaiD on their way; bound to one browser by a cookie.';
COMMENT ON COLUMN login_attempts.state IS 'OpenID Connect state.';
COMMENT ON COLUMN login_attempts.nonce IS 'OpenID Connect nonce.';
COMMENT ON COLUMN login_attempts.pkce_verifier IS 'PKCE verifier.';
COMMENT ON COLUMN login_attempts.sets_password IS 'A new password is wanted although there is one.';
COMMENT ON COLUMN login_attempts.person_id IS 'Known once ThaiD has answered.';

ALTER TABLE throttles DROP COLUMN is_told, DROP CONSTRAINT throttles_failures_check;
COMMENT ON TABLE throttles IS 'Failed tries by account and by address; delays grow, nobody is locked out by strangers.';
COMMENT ON COLUMN throttles.key IS 'account:NAME or address:IP.';
COMMENT ON COLUMN throttles.failures IS 'Failures in a row.';

DROP TABLE login_devices;
