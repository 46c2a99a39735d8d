DROP INDEX document_events_ended;
DROP INDEX document_takes_taken;
CREATE INDEX document_takes_taken ON document_takes (entity_id, taken_id) WHERE released_at IS NULL;
ALTER TABLE document_takes DROP COLUMN days;
