DELETE FROM classifications WHERE scheme = 'report_code';
ALTER TABLE classifications DROP CONSTRAINT classifications_scheme_check;
ALTER TABLE classifications ADD CONSTRAINT classifications_scheme_check CHECK (scheme IN
    ('fund_source', 'budget_plan', 'expenditure_type', 'revenue_type'));
