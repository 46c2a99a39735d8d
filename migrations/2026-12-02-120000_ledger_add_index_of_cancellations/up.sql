-- What voids a document is asked with every document that is voided.
CREATE INDEX cancellations_target ON cancellations (entity_id, target_id);
