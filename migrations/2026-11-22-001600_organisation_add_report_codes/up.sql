-- Codes of the report of receipts and payments that are no revenue types (scenario-format 6.2).
ALTER TABLE classifications DROP CONSTRAINT classifications_scheme_check;
ALTER TABLE classifications ADD CONSTRAINT classifications_scheme_check CHECK (scheme IN
    ('fund_source', 'budget_plan', 'expenditure_type', 'revenue_type', 'report_code'));
