-- The code on the paper of a document is that of its last record: it is asked for whenever one is printed.
CREATE INDEX records_subject ON records (entity_id, subject, seq);
