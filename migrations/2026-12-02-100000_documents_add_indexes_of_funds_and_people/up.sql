-- Lists narrowed down by fund and by who (api/src/documents/lists/narrowed/): the lines of a fund, the
-- documents that charge a line, what a person did something to.
CREATE INDEX budget_lines_of_fund ON budget_lines (entity_id, fund, id);
CREATE INDEX disbursement_requests_line ON disbursement_requests (entity_id, budget_line_id, document_id)
    WHERE budget_line_id IS NOT NULL;
CREATE INDEX advance_requests_line ON advance_requests (entity_id, budget_line_id, document_id);
CREATE INDEX ordinance_lines_of_fund ON ordinance_lines (entity_id, fund, document_id);
CREATE INDEX document_events_of_person ON document_events (entity_id, person_id, document_id);
