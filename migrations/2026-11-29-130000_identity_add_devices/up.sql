-- Guesses of strangers are counted apart from tries at a browser that is known; a log-in by ThaiD
-- leaves no row before ThaiD has said who it is.

CREATE TABLE login_devices (
    person_id uuid NOT NULL REFERENCES persons (id),
    token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
    first_used_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (person_id, token_hash)
);
COMMENT ON TABLE login_devices IS 'Browsers people have logged in with: strangers elsewhere cannot slow them down.';
COMMENT ON COLUMN login_devices.person_id IS 'The person.';
COMMENT ON COLUMN login_devices.token_hash IS 'SHA-256 of the token in the cookie of the browser.';
COMMENT ON COLUMN login_devices.first_used_at IS 'First log-in with it.';
COMMENT ON COLUMN login_devices.last_used_at IS 'Latest log-in with it.';

ALTER TABLE throttles ADD COLUMN is_told boolean NOT NULL DEFAULT false,
    ADD CHECK (failures >= 0);
COMMENT ON TABLE throttles IS 'Failed tries by account, by known browser, by session and by address; delays grow.';
COMMENT ON COLUMN throttles.key IS 'account:NAME, device:NAME:HASH, session:NAME or address:IP.';
COMMENT ON COLUMN throttles.failures IS 'Tries in a row that have not succeeded.';
COMMENT ON COLUMN throttles.is_told IS 'The owner of the account has been told of them.';

DELETE FROM login_attempts;
ALTER TABLE login_attempts ALTER COLUMN person_id SET NOT NULL, DROP COLUMN state,
    DROP COLUMN nonce, DROP COLUMN pkce_verifier, DROP COLUMN sets_password;
COMMENT ON TABLE login_attempts IS 'First log-ins on their way, ThaiD having said who it is; bound to one browser by a cookie.';
COMMENT ON COLUMN login_attempts.person_id IS 'Who.';
