-- The few documents that were ever sent back, which the inbox asks for first.
CREATE INDEX document_events_returns ON document_events (entity_id, document_id) WHERE action = 'return';
