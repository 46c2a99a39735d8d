-- The orders and filters of lists (api/src/documents/lists/), each within an organisation and a kind:
-- newest first, by year, by department, by day, by amount, by title; what waits; who took it; registers
-- in the order of their codes.
CREATE INDEX documents_newest ON documents (entity_id, kind, id);
CREATE INDEX documents_by_year ON documents (entity_id, kind, fiscal_year, id);
CREATE INDEX documents_by_department ON documents (entity_id, kind, department_id, id);
-- A CASE, for row-level security does not trust `coalesce`.
CREATE INDEX documents_by_day ON documents (entity_id, kind,
    (CASE WHEN document_on IS NULL THEN entered_on ELSE document_on END), id);
CREATE INDEX documents_by_amount ON documents (entity_id, kind, amount, id);
CREATE INDEX documents_by_title
    ON documents (entity_id, kind, left(title, 100) COLLATE "th-TH-x-icu", id);
CREATE INDEX documents_waiting ON documents (entity_id, kind, status, next_step, id)
    WHERE status IN ('draft', 'submitted', 'approved');
CREATE INDEX documents_waiting_by_count ON documents (entity_id, kind, status, steps_taken, id)
    WHERE next_step IS NULL AND status IN ('draft', 'submitted', 'approved');
CREATE INDEX documents_drafts_of ON documents (entity_id, created_by, id) WHERE status = 'draft';
CREATE INDEX document_takes_taken ON document_takes (entity_id, taken_id) WHERE released_at IS NULL;
CREATE INDEX parties_in_order ON parties (entity_id, code COLLATE "th-TH-x-icu");
