-- The names stay: they are true.
COMMENT ON COLUMN documents.next_step IS 'The step it waits for, by name, so that a step put into a route later leaves it alone.';
CREATE INDEX documents_waiting_by_count ON documents (entity_id, kind, status, steps_taken, id)
    WHERE next_step IS NULL AND status IN ('draft', 'submitted', 'approved');
ALTER TABLE documents DROP CONSTRAINT documents_next_step_check;
