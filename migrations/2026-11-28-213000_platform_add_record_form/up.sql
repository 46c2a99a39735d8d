-- The second form of the record (api/src/platform/record.rs): what is hashed is kept as it is
-- hashed, as text. The first form keeps its text: what jsonb prints is what was hashed.

ALTER TABLE records
    ADD COLUMN form smallint NOT NULL DEFAULT 1 CHECK (form IN (1, 2)),
    ALTER COLUMN changes TYPE text USING changes::text,
    ALTER COLUMN changes SET COMPRESSION lz4,
    ALTER COLUMN answer TYPE text USING answer::text,
    ALTER COLUMN answer SET COMPRESSION lz4;
ALTER TABLE records ALTER COLUMN form DROP DEFAULT;
COMMENT ON COLUMN records.form IS 'Which canonical form: 1 or 2.';
COMMENT ON COLUMN records.changes IS 'Form 2: a line for each changed row and altered table. Form 1: a JSON array of {table, key, row}.';
COMMENT ON COLUMN records.answer IS 'What was answered, as JSON; form 2 keeps it only where a key can ask for it again.';
