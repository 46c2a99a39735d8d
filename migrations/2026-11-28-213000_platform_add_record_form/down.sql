-- Records of the second form have no way back: then this is refused.
ALTER TABLE records
    DROP COLUMN form,
    ALTER COLUMN changes TYPE jsonb USING changes::jsonb,
    ALTER COLUMN answer TYPE jsonb USING answer::jsonb;
COMMENT ON COLUMN records.changes IS 'Array of {table, key, row}; row is null for a deleted one.';
COMMENT ON COLUMN records.answer IS 'What was answered.';
