-- People, how they log in, and which roles they hold where (W-2).

CREATE TABLE persons (
    id uuid PRIMARY KEY,
    username text NOT NULL UNIQUE CHECK (username ~ '^[a-z0-9._-]{3,50}$'),
    name_th text NOT NULL,
    pid_hash text NOT NULL UNIQUE,
    email text,
    last_login_at timestamptz,
    previous_login_at timestamptz
);
COMMENT ON TABLE persons IS 'People with an account prepared beforehand (W-2 step 1).';
COMMENT ON COLUMN persons.id IS 'The person.';
COMMENT ON COLUMN persons.username IS 'User name.';
COMMENT ON COLUMN persons.name_th IS 'Name with title.';
COMMENT ON COLUMN persons.pid_hash IS 'Keyed hash of the citizen number; the number itself is not kept.';
COMMENT ON COLUMN persons.email IS 'Proved by a one-time code.';
COMMENT ON COLUMN persons.last_login_at IS 'Latest log-in.';
COMMENT ON COLUMN persons.previous_login_at IS 'The log-in before, shown to notice misuse.';

CREATE TABLE credentials (
    person_id uuid PRIMARY KEY REFERENCES persons (id),
    password_hash text NOT NULL,
    changed_at timestamptz NOT NULL
);
COMMENT ON TABLE credentials IS 'Passwords, argon2id; not part of any record.';
COMMENT ON COLUMN credentials.person_id IS 'The person.';
COMMENT ON COLUMN credentials.password_hash IS 'PHC string.';
COMMENT ON COLUMN credentials.changed_at IS 'When it was set.';

CREATE TABLE role_assignments (
    entity_id uuid NOT NULL REFERENCES entities (id),
    person_id uuid NOT NULL REFERENCES persons (id),
    role text NOT NULL,
    department_id uuid,
    position_th text NOT NULL,
    is_suspended boolean NOT NULL DEFAULT false,
    id uuid NOT NULL,
    PRIMARY KEY (entity_id, id),
    UNIQUE NULLS NOT DISTINCT (entity_id, person_id, role, department_id),
    FOREIGN KEY (entity_id, department_id) REFERENCES departments (entity_id, id)
);
CREATE INDEX role_assignments_person ON role_assignments (person_id);
COMMENT ON TABLE role_assignments IS 'Who holds which role in an entity.';
COMMENT ON COLUMN role_assignments.entity_id IS 'The entity.';
COMMENT ON COLUMN role_assignments.person_id IS 'The person.';
COMMENT ON COLUMN role_assignments.role IS 'Code of the role.';
COMMENT ON COLUMN role_assignments.department_id IS 'Limits clerks and heads to their department.';
COMMENT ON COLUMN role_assignments.position_th IS 'Position printed under signatures.';
COMMENT ON COLUMN role_assignments.is_suspended IS 'Suspended by the finance head.';
COMMENT ON COLUMN role_assignments.id IS 'Its id.';

CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    person_id uuid NOT NULL REFERENCES persons (id),
    entity_id uuid REFERENCES entities (id),
    created_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    is_locked boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX sessions_one_per_person ON sessions (person_id);
COMMENT ON TABLE sessions IS 'Active log-ins, at most one per person (W-2.3).';
COMMENT ON COLUMN sessions.token_hash IS 'SHA-256 of the token in the cookie.';
COMMENT ON COLUMN sessions.person_id IS 'Who.';
COMMENT ON COLUMN sessions.entity_id IS 'Where the person works now.';
COMMENT ON COLUMN sessions.created_at IS 'Since when.';
COMMENT ON COLUMN sessions.used_at IS 'Last use; idle time counts from here.';
COMMENT ON COLUMN sessions.expires_at IS 'When it ends whatever happens.';
COMMENT ON COLUMN sessions.is_locked IS 'Locked after idle time until the password is given.';

CREATE TABLE login_attempts (
    token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    state text NOT NULL,
    nonce text NOT NULL,
    pkce_verifier text NOT NULL,
    person_id uuid REFERENCES persons (id),
    email text,
    otp_hash bytea,
    otp_sent_at timestamptz,
    otp_tries int NOT NULL DEFAULT 0,
    email_proved boolean NOT NULL DEFAULT false,
    otp_sent_count int NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE login_attempts IS 'Log-ins by ThaiD on their way; bound to one browser by a cookie.';
COMMENT ON COLUMN login_attempts.token_hash IS 'SHA-256 of the token in the cookie.';
COMMENT ON COLUMN login_attempts.state IS 'OpenID Connect state.';
COMMENT ON COLUMN login_attempts.nonce IS 'OpenID Connect nonce.';
COMMENT ON COLUMN login_attempts.pkce_verifier IS 'PKCE verifier.';
COMMENT ON COLUMN login_attempts.person_id IS 'Known once ThaiD has answered.';
COMMENT ON COLUMN login_attempts.email IS 'Address being proved.';
COMMENT ON COLUMN login_attempts.otp_hash IS 'Hash of the one-time code.';
COMMENT ON COLUMN login_attempts.otp_sent_at IS 'When it was sent.';
COMMENT ON COLUMN login_attempts.otp_tries IS 'Wrong tries so far.';
COMMENT ON COLUMN login_attempts.email_proved IS 'The code was right.';
COMMENT ON COLUMN login_attempts.otp_sent_count IS 'Codes sent in this attempt.';
COMMENT ON COLUMN login_attempts.expires_at IS 'When the attempt ends.';

CREATE TABLE throttles (
    key text PRIMARY KEY,
    failures int NOT NULL,
    last_at timestamptz NOT NULL
);
COMMENT ON TABLE throttles IS 'Failed tries by account and by address; delays grow, nobody is locked out by strangers.';
COMMENT ON COLUMN throttles.key IS 'account:NAME or address:IP.';
COMMENT ON COLUMN throttles.failures IS 'Failures in a row.';
COMMENT ON COLUMN throttles.last_at IS 'The last one.';
