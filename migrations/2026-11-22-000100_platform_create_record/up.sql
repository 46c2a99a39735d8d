-- Entities and the hash-chained record of each (architecture 8a).

CREATE TABLE entities (
    id uuid PRIMARY KEY,
    entity_type text NOT NULL CHECK (entity_type IN ('nation', 'pao', 'city_municipality',
        'town_municipality', 'subdistrict_municipality', 'sao', 'pattaya')),
    name_th text NOT NULL,
    district text NOT NULL DEFAULT '',
    province text NOT NULL DEFAULT '',
    is_practice boolean NOT NULL DEFAULT false,
    practice_today date,
    CHECK (practice_today IS NULL OR is_practice)
);
COMMENT ON TABLE entities IS 'Accounting entities: LAOs and affiliated units with their own books; the nil id is the nation.';
COMMENT ON COLUMN entities.id IS 'The tenant key of every other table.';
COMMENT ON COLUMN entities.entity_type IS 'Type of LAO.';
COMMENT ON COLUMN entities.name_th IS 'Name as printed on forms.';
COMMENT ON COLUMN entities.district IS 'Amphoe.';
COMMENT ON COLUMN entities.province IS 'Changwat.';
COMMENT ON COLUMN entities.is_practice IS 'An entity to practise in; its date can be set.';
COMMENT ON COLUMN entities.practice_today IS 'Today, for a practice entity.';

INSERT INTO entities (id, entity_type, name_th)
VALUES ('00000000-0000-0000-0000-000000000000', 'nation', 'ข้อมูลกลางของประเทศ');

CREATE TABLE entity_settings (
    entity_id uuid PRIMARY KEY REFERENCES entities (id),
    wht_rate numeric(8, 6) NOT NULL DEFAULT 0.01 CHECK (wht_rate >= 0 AND wht_rate < 1),
    wht_min_juristic numeric(18, 2) NOT NULL DEFAULT 500.00 CHECK (wht_min_juristic >= 0),
    wht_min_individual numeric(18, 2) NOT NULL DEFAULT 10000.00 CHECK (wht_min_individual >= 0),
    tax_recognition text NOT NULL DEFAULT 'at_assessment'
        CHECK (tax_recognition IN ('at_assessment', 'at_year_end'))
);
COMMENT ON TABLE entity_settings IS 'Settings of an entity (scenario-format 3).';
COMMENT ON COLUMN entity_settings.entity_id IS 'The entity.';
COMMENT ON COLUMN entity_settings.wht_rate IS 'Rate of tax withheld from supply and hire, fraction of one.';
COMMENT ON COLUMN entity_settings.wht_min_juristic IS 'Base in baht below which nothing is withheld from juristic persons.';
COMMENT ON COLUMN entity_settings.wht_min_individual IS 'Base in baht below which nothing is withheld from individuals.';
COMMENT ON COLUMN entity_settings.tax_recognition IS 'When tax revenue is recognised.';

CREATE TABLE entity_heads (
    entity_id uuid PRIMARY KEY REFERENCES entities (id),
    seq bigint NOT NULL DEFAULT 0 CHECK (seq >= 0),
    hash bytea NOT NULL CHECK (length(hash) = 32)
) WITH (fillfactor = 50);
COMMENT ON TABLE entity_heads IS 'Where the record of each entity stands; every write locks this row first.';
COMMENT ON COLUMN entity_heads.entity_id IS 'The entity.';
COMMENT ON COLUMN entity_heads.seq IS 'Number of the last record.';
COMMENT ON COLUMN entity_heads.hash IS 'SHA-256 of the last record.';

CREATE TABLE records (
    entity_id uuid NOT NULL REFERENCES entities (id),
    seq bigint NOT NULL CHECK (seq > 0),
    at timestamptz NOT NULL,
    actor uuid,
    permission text NOT NULL,
    subject text NOT NULL DEFAULT '',
    idempotency_key text,
    request_hash text NOT NULL DEFAULT '',
    changes jsonb NOT NULL,
    answer jsonb NOT NULL,
    previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (entity_id, seq)
);
CREATE UNIQUE INDEX records_idempotency_key ON records (entity_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
COMMENT ON TABLE records IS 'One row per committed write: who, what, and the full image of every fact row it changed; hash-chained per entity, append-only.';
COMMENT ON COLUMN records.entity_id IS 'The entity.';
COMMENT ON COLUMN records.seq IS 'Without gaps from 1.';
COMMENT ON COLUMN records.at IS 'When it was written.';
COMMENT ON COLUMN records.actor IS 'The person, none for the system itself.';
COMMENT ON COLUMN records.permission IS 'The permission it was done with.';
COMMENT ON COLUMN records.subject IS 'The document or thing it was about.';
COMMENT ON COLUMN records.idempotency_key IS 'Key given by the client; the same key returns the same answer.';
COMMENT ON COLUMN records.request_hash IS 'SHA-256 of the request the key was used for.';
COMMENT ON COLUMN records.changes IS 'Array of {table, key, row}; row is null for a deleted one.';
COMMENT ON COLUMN records.answer IS 'What was answered.';
COMMENT ON COLUMN records.previous_hash IS 'Hash of the record before.';
COMMENT ON COLUMN records.hash IS 'SHA-256 of the canonical form (api/src/platform/record.rs).';
