-- The record as people read it (api/src/reporting/activity): by the thing it is about, by person, by
-- act, by day; each in the order of the record.

CREATE INDEX records_of_subject ON records (entity_id, subject, seq);
CREATE INDEX records_of_actor ON records (entity_id, actor, seq);
CREATE INDEX records_of_permission ON records (entity_id, permission, seq);
CREATE INDEX records_of_time ON records (entity_id, at, seq);
