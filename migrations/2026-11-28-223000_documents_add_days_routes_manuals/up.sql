-- What the acts to come need to know of a document: the day it is of, its route and next step by
-- name, the manual paper it stands for, the case it belongs to; and of each step its day. Documents
-- made before say nothing here: their day is the day of entry, their next step follows by count.
ALTER TABLE documents
    ADD COLUMN document_on date,
    ADD COLUMN route text,
    ADD COLUMN next_step text,
    ADD COLUMN manual_number text,
    ADD COLUMN manual_book text,
    ADD COLUMN manual_on date,
    ADD COLUMN case_id uuid,
    ADD CONSTRAINT documents_manual_check CHECK (
        (manual_number IS NULL) = (manual_on IS NULL)
        AND (manual_book IS NULL OR manual_number IS NOT NULL));
COMMENT ON COLUMN documents.document_on IS 'The day it is of: of the step that first gave it a number or posted; none before.';
COMMENT ON COLUMN documents.route IS 'Which route of its kind it takes; none is the ordinary one.';
COMMENT ON COLUMN documents.next_step IS 'The step it waits for, by name, so that a step put into a route later leaves it alone.';
COMMENT ON COLUMN documents.manual_number IS 'Number of the paper written by hand that it stands for.';
COMMENT ON COLUMN documents.manual_book IS 'Book of that paper.';
COMMENT ON COLUMN documents.manual_on IS 'Date on that paper.';
COMMENT ON COLUMN documents.case_id IS 'The case it belongs to: an outage whose papers are entered afterwards.';
CREATE UNIQUE INDEX documents_manual_once
    ON documents (entity_id, kind, coalesce(manual_book, ''), manual_number)
    WHERE manual_number IS NOT NULL AND status <> 'cancelled';
COMMENT ON INDEX documents_manual_once IS 'problem:duplicate_number';
CREATE INDEX documents_case ON documents (entity_id, case_id) WHERE case_id IS NOT NULL;

ALTER TABLE document_events ADD COLUMN on_day date;
COMMENT ON COLUMN document_events.on_day IS 'The day of the organisation on which it was done.';
