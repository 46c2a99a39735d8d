-- Who says whom money goes to does not approve that it goes there (W-1.6).
CREATE TABLE party_editors (
    entity_id uuid NOT NULL,
    party_id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES persons (id),
    PRIMARY KEY (entity_id, party_id, person_id),
    FOREIGN KEY (entity_id, party_id) REFERENCES parties (entity_id, id)
);
COMMENT ON TABLE party_editors IS 'Who entered or changed a payer or payee.';
COMMENT ON COLUMN party_editors.entity_id IS 'The entity.';
COMMENT ON COLUMN party_editors.party_id IS 'The payer or payee.';
COMMENT ON COLUMN party_editors.person_id IS 'Who.';

-- Until now the record alone knew, in both its forms.
INSERT INTO party_editors (entity_id, party_id, person_id)
SELECT DISTINCT p.entity_id, p.id, a.id
FROM records AS r
CROSS JOIN LATERAL (
    SELECT (split_part(l.line, E'\t', 2)::jsonb ->> 1)::uuid AS id
    FROM regexp_split_to_table(CASE r.form WHEN 2 THEN r.changes END, E'\n') AS l (line)
    WHERE starts_with(l.line, E'parties\t')
    UNION ALL
    SELECT (c.change -> 'key' ->> 1)::uuid
    FROM jsonb_array_elements(CASE r.form WHEN 1 THEN r.changes::jsonb END) AS c (change)
    WHERE c.change ->> 'table' = 'parties') AS w
JOIN parties AS p ON p.entity_id = r.entity_id AND p.id = w.id
JOIN persons AS a ON a.id = r.actor
WHERE strpos(r.changes, 'parties') > 0;
