COMMENT ON COLUMN budget_lines.code IS 'Short code within entity and year.';
DROP INDEX budget_lines_by_code;
ALTER TABLE budget_lines ADD UNIQUE (entity_id, fiscal_year, code);
COMMENT ON CONSTRAINT budget_lines_entity_id_fiscal_year_code_key ON budget_lines
    IS 'field:lines.code:duplicate';
