-- Who a person is stands with the person, whose data the law may want erased; that it is still the one
-- who was given a role stands in the record of each organisation, as hashes. Without the salt, which is
-- erased with the name, nothing can be guessed from them, and the record is as whole as before.
ALTER TABLE persons ADD COLUMN salt bytea DEFAULT uuid_send(gen_random_uuid());
COMMENT ON COLUMN persons.salt IS 'Of the hashes in person_seals; none when the person was erased.';

CREATE TABLE person_seals (
    entity_id uuid NOT NULL REFERENCES entities (id),
    person_id uuid NOT NULL REFERENCES persons (id),
    name_hash bytea NOT NULL CHECK (length(name_hash) = 32),
    login_hash bytea NOT NULL CHECK (length(login_hash) = 32),
    PRIMARY KEY (entity_id, person_id)
);
COMMENT ON TABLE person_seals IS 'What a person was when first given a role here, as salted hashes.';
COMMENT ON COLUMN person_seals.entity_id IS 'The entity.';
COMMENT ON COLUMN person_seals.person_id IS 'The person.';
COMMENT ON COLUMN person_seals.name_hash IS 'SHA-256 of salt and name.';
COMMENT ON COLUMN person_seals.login_hash IS 'SHA-256 of salt, user name, line feed and hash of the citizen number.';

INSERT INTO person_seals (entity_id, person_id, name_hash, login_hash)
SELECT a.entity_id, p.id, sha256(p.salt || convert_to(p.name_th, 'UTF8')),
    sha256(p.salt || convert_to(concat_ws(E'\n', l.username, l.pid_hash), 'UTF8'))
FROM (SELECT DISTINCT entity_id, person_id FROM role_assignments) AS a
JOIN persons AS p ON p.id = a.person_id LEFT JOIN logins AS l ON l.person_id = p.id;
