-- A department charges its own lines (README 3). NOT VALID: what was charged before stands.
ALTER TABLE budget_lines ADD CONSTRAINT budget_lines_of_department UNIQUE (entity_id, id, department_id);
ALTER TABLE disbursement_requests ADD CONSTRAINT disbursement_requests_own_line
    FOREIGN KEY (entity_id, budget_line_id, department_id)
    REFERENCES budget_lines (entity_id, id, department_id) NOT VALID;
ALTER TABLE advance_requests ADD CONSTRAINT advance_requests_own_line
    FOREIGN KEY (entity_id, budget_line_id, department_id)
    REFERENCES budget_lines (entity_id, id, department_id) NOT VALID;
COMMENT ON CONSTRAINT disbursement_requests_own_line ON disbursement_requests
    IS 'field:budget_line_id:other_department';
COMMENT ON CONSTRAINT advance_requests_own_line ON advance_requests
    IS 'field:budget_line_id:other_department';
