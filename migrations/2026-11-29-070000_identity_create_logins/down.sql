CREATE INDEX role_assignments_person ON role_assignments (person_id);
DROP TABLE posts;

ALTER TABLE persons
    ADD COLUMN username text UNIQUE CHECK (username ~ '^[a-z0-9._-]{3,50}$'),
    ADD COLUMN pid_hash text UNIQUE,
    ADD COLUMN email text,
    ADD COLUMN last_login_at timestamptz,
    ADD COLUMN previous_login_at timestamptz;
UPDATE persons AS p SET username = l.username, pid_hash = l.pid_hash, email = l.email,
    last_login_at = l.last_login_at, previous_login_at = l.previous_login_at
FROM logins AS l WHERE l.person_id = p.id;
ALTER TABLE persons ALTER COLUMN username SET NOT NULL, ALTER COLUMN pid_hash SET NOT NULL;
COMMENT ON TABLE persons IS 'People with an account prepared beforehand (W-2 step 1).';
COMMENT ON COLUMN persons.username IS 'User name.';
COMMENT ON COLUMN persons.pid_hash IS 'Keyed hash of the citizen number; the number itself is not kept.';
COMMENT ON COLUMN persons.email IS 'Proved by a one-time code.';
COMMENT ON COLUMN persons.last_login_at IS 'Latest log-in.';
COMMENT ON COLUMN persons.previous_login_at IS 'The log-in before, shown to notice misuse.';
DROP TABLE logins;
