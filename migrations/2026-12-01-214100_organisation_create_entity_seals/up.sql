-- What an organisation is, is in a list that every server has alike (entities) and in no record. That it is
-- still what was founded stands in its own: another name would be on every paper, and one to practise in
-- has a day of its own.
CREATE TABLE entity_seals (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    entity_type text NOT NULL,
    name_th text NOT NULL,
    district text NOT NULL,
    province text NOT NULL,
    is_practice boolean NOT NULL,
    PRIMARY KEY (entity_id, id)
);
COMMENT ON TABLE entity_seals IS 'What an organisation was when it was founded.';
COMMENT ON COLUMN entity_seals.entity_id IS 'The entity.';
COMMENT ON COLUMN entity_seals.id IS 'Its id.';
COMMENT ON COLUMN entity_seals.entity_type IS 'Type of LAO.';
COMMENT ON COLUMN entity_seals.name_th IS 'Name as printed on forms.';
COMMENT ON COLUMN entity_seals.district IS 'Amphoe.';
COMMENT ON COLUMN entity_seals.province IS 'Changwat.';
COMMENT ON COLUMN entity_seals.is_practice IS 'One to practise in.';

INSERT INTO entity_seals (entity_id, id, entity_type, name_th, district, province, is_practice)
SELECT e.id, gen_random_uuid(), e.entity_type, e.name_th, e.district, e.province, e.is_practice
FROM entities AS e JOIN entity_heads AS h ON h.entity_id = e.id WHERE e.entity_type <> 'nation';
