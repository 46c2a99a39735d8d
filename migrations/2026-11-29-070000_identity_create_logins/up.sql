-- The schema can be divided (`policies.sql`): what books point to, the names of persons, is parted
-- from what proves who somebody is; and who has which post where is known without looking into the
-- books of every organisation.

CREATE TABLE logins (
    person_id uuid PRIMARY KEY REFERENCES persons (id),
    username text NOT NULL UNIQUE CHECK (username ~ '^[a-z0-9._-]{3,50}$'),
    pid_hash text NOT NULL UNIQUE,
    email text,
    last_login_at timestamptz,
    previous_login_at timestamptz
);
COMMENT ON TABLE logins IS 'Accounts prepared beforehand (W-2 step 1): how a person is known at the door.';
COMMENT ON COLUMN logins.person_id IS 'The person.';
COMMENT ON COLUMN logins.username IS 'User name.';
COMMENT ON COLUMN logins.pid_hash IS 'Keyed hash of the citizen number; the number itself is not kept.';
COMMENT ON COLUMN logins.email IS 'Proved by a one-time code.';
COMMENT ON COLUMN logins.last_login_at IS 'Latest log-in.';
COMMENT ON COLUMN logins.previous_login_at IS 'The log-in before, shown to notice misuse.';

INSERT INTO logins (person_id, username, pid_hash, email, last_login_at, previous_login_at)
SELECT id, username, pid_hash, email, last_login_at, previous_login_at FROM persons;

ALTER TABLE persons DROP COLUMN username, DROP COLUMN pid_hash, DROP COLUMN email,
    DROP COLUMN last_login_at, DROP COLUMN previous_login_at;
COMMENT ON TABLE persons IS 'Names of the people that books point to.';

CREATE TABLE posts (
    person_id uuid NOT NULL REFERENCES persons (id),
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    role text NOT NULL,
    department_id uuid,
    position_th text NOT NULL,
    PRIMARY KEY (person_id, entity_id, id)
);
COMMENT ON TABLE posts IS 'Who has which post where: a copy of the role assignments that are not suspended, asked before an organisation is chosen.';
COMMENT ON COLUMN posts.person_id IS 'The person.';
COMMENT ON COLUMN posts.entity_id IS 'The entity.';
COMMENT ON COLUMN posts.id IS 'The role assignment.';
COMMENT ON COLUMN posts.role IS 'Code of the role.';
COMMENT ON COLUMN posts.department_id IS 'Limits clerks and heads to their department.';
COMMENT ON COLUMN posts.position_th IS 'Position printed under signatures.';

DROP INDEX role_assignments_person;
