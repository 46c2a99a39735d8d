-- Programs of others that the head of finance lets in by the front door (OAuth 2, client credentials): what
-- each may do, until when, and by what it proves which one it is. A program has a name where people have
-- one, and no role.
CREATE TABLE programs (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL REFERENCES persons (id),
    program_th text NOT NULL,
    contact_name text NOT NULL,
    contact_email text NOT NULL,
    scopes text NOT NULL,
    valid_until date NOT NULL,
    secret_hash bytea,
    public_key text,
    registered_by uuid REFERENCES persons (id),
    registered_on date NOT NULL,
    withdrawn_on date,
    PRIMARY KEY (entity_id, id),
    CONSTRAINT programs_name CHECK (program_th <> ''),
    CONSTRAINT programs_name_length CHECK (length(program_th) <= 100),
    CONSTRAINT programs_contact CHECK (contact_name <> ''),
    CONSTRAINT programs_contact_length CHECK (length(contact_name) <= 100),
    CONSTRAINT programs_email CHECK (contact_email <> ''),
    CONSTRAINT programs_email_length CHECK (length(contact_email) <= 254),
    CONSTRAINT programs_scopes CHECK (scopes ~ '^[a-z_]+:(read|edit)( [a-z_]+:(read|edit))*$'),
    CONSTRAINT programs_days CHECK (valid_until BETWEEN registered_on AND registered_on + 366),
    CONSTRAINT programs_key_length CHECK (length(public_key) <= 4000),
    CONSTRAINT programs_own_key CHECK (public_key IS NOT NULL OR strpos(scopes, ':edit') = 0),
    CONSTRAINT programs_proof CHECK ((secret_hash IS NULL) <> (public_key IS NULL)),
    CONSTRAINT programs_secret CHECK (length(secret_hash) = 32)
);
COMMENT ON TABLE programs IS 'Programs of others, as the head of finance let them in.';
COMMENT ON COLUMN programs.entity_id IS 'The entity, and the only one it works for.';
COMMENT ON COLUMN programs.id IS 'Its id, by which it comes in (client_id) and stands in the record.';
COMMENT ON COLUMN programs.program_th IS 'What it is called.';
COMMENT ON COLUMN programs.contact_name IS 'Who answers for it.';
COMMENT ON COLUMN programs.contact_email IS 'The address of who answers for it.';
COMMENT ON COLUMN programs.scopes IS 'What it may do: permissions, in order, with spaces between.';
COMMENT ON COLUMN programs.valid_until IS 'The last day on which it may.';
COMMENT ON COLUMN programs.secret_hash IS 'SHA-256 of its secret of 256 random bits; none where it signs with a key of its own.';
COMMENT ON COLUMN programs.public_key IS 'The public key it signs with (JWK); none where it has a secret. Who makes drafts has one.';
COMMENT ON COLUMN programs.registered_by IS 'Who let it in.';
COMMENT ON COLUMN programs.registered_on IS 'On which day.';
COMMENT ON COLUMN programs.withdrawn_on IS 'The day on which it was shut out; none while it is in.';
COMMENT ON CONSTRAINT programs_name ON programs IS 'field:name:required';
COMMENT ON CONSTRAINT programs_name_length ON programs IS 'field:name:too_long';
COMMENT ON CONSTRAINT programs_contact ON programs IS 'field:contact_name:required';
COMMENT ON CONSTRAINT programs_contact_length ON programs IS 'field:contact_name:too_long';
COMMENT ON CONSTRAINT programs_email ON programs IS 'field:contact_email:required';
COMMENT ON CONSTRAINT programs_email_length ON programs IS 'field:contact_email:too_long';
COMMENT ON CONSTRAINT programs_scopes ON programs IS 'field:scopes:unknown_value';
COMMENT ON CONSTRAINT programs_days ON programs IS 'field:valid_until:impossible_day';
COMMENT ON CONSTRAINT programs_key_length ON programs IS 'field:public_key:too_long';
COMMENT ON CONSTRAINT programs_own_key ON programs IS 'field:public_key:own_key_needed';
COMMENT ON CONSTRAINT programs_proof ON programs IS 'field:public_key:malformed';
COMMENT ON CONSTRAINT programs_secret ON programs IS 'field:public_key:malformed';

-- The directory's copy of those that are in, kept by a trigger: whom it lets in, and where to.
CREATE TABLE program_keys (
    program_id uuid PRIMARY KEY REFERENCES persons (id),
    entity_id uuid NOT NULL REFERENCES entities (id),
    scopes text NOT NULL,
    valid_until date NOT NULL,
    secret_hash bytea,
    public_key text,
    used_at timestamptz
);
COMMENT ON TABLE program_keys IS 'By what programs that are in prove which one they are.';
COMMENT ON COLUMN program_keys.program_id IS 'The program.';
COMMENT ON COLUMN program_keys.entity_id IS 'The entity it works for.';
COMMENT ON COLUMN program_keys.scopes IS 'What it may do there.';
COMMENT ON COLUMN program_keys.valid_until IS 'The last day on which it may.';
COMMENT ON COLUMN program_keys.secret_hash IS 'Hash of its secret.';
COMMENT ON COLUMN program_keys.public_key IS 'The public key it signs with.';
COMMENT ON COLUMN program_keys.used_at IS 'When it was last given a token.';

COMMENT ON TABLE throttles IS 'Failed tries by account, by known browser, by session, by program and by address, and what counts once.';
COMMENT ON COLUMN throttles.key IS 'KIND:OF:WHAT: account, device, session, address, program, program-address; once: proof, unlocked.';
