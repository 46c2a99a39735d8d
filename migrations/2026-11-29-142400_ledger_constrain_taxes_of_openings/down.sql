ALTER TABLE opening_lines DROP CONSTRAINT opening_lines_tax_key, DROP CONSTRAINT opening_lines_tax_year;
