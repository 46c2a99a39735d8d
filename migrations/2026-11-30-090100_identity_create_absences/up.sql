-- On which days somebody is not at work: what waits for an approver who is absent, and for whom nobody
-- acts, is shown to the head of finance.
CREATE TABLE absences (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    person_id uuid NOT NULL REFERENCES persons (id),
    first_day date NOT NULL,
    last_day date NOT NULL,
    PRIMARY KEY (entity_id, id),
    CONSTRAINT absences_days CHECK (last_day BETWEEN first_day AND first_day + 366)
);
COMMENT ON TABLE absences IS 'Days on which people are not at work.';
COMMENT ON COLUMN absences.entity_id IS 'The entity.';
COMMENT ON COLUMN absences.id IS 'Its id.';
COMMENT ON COLUMN absences.person_id IS 'Who is absent.';
COMMENT ON COLUMN absences.first_day IS 'First day of it.';
COMMENT ON COLUMN absences.last_day IS 'Last day of it.';
COMMENT ON CONSTRAINT absences_days ON absences IS 'field:last_day:impossible_day';
