-- A voided ordinance is corrected and entered again under the codes it is printed with: a code is
-- taken by a line in force (`check_line_code`), no longer by any line there ever was.
ALTER TABLE budget_lines DROP CONSTRAINT budget_lines_entity_id_fiscal_year_code_key;
CREATE INDEX budget_lines_by_code ON budget_lines (entity_id, fiscal_year, code);
COMMENT ON INDEX budget_lines_by_code IS 'field:lines.code:duplicate';
COMMENT ON COLUMN budget_lines.code IS 'Short code within entity and year, of one line in force.';
