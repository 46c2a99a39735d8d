-- What is owed in taxes is told apart by taxpayer, tax and year: all three or none of them (B5).
ALTER TABLE opening_lines
    ADD CONSTRAINT opening_lines_tax_key CHECK ((taxpayer_id IS NULL) = (tax IS NULL)
        AND (tax IS NULL) = (tax_year IS NULL)) NOT VALID,
    ADD CONSTRAINT opening_lines_tax_year CHECK (tax_year BETWEEN 2480 AND 2700) NOT VALID;
COMMENT ON CONSTRAINT opening_lines_tax_key ON opening_lines IS 'field:lines.tax:required';
COMMENT ON CONSTRAINT opening_lines_tax_year ON opening_lines IS 'field:lines.tax_year:malformed';
