-- What advances are owed on, told apart by the request under which they were paid (D8). Filled with the
-- rest of the chart.
ALTER TABLE accounts DROP CONSTRAINT accounts_used_for_check,
    ADD CONSTRAINT accounts_used_for_check
        CHECK (used_for IN ('cash', 'cheques', 'banks', 'taxes', 'deposits', 'advances'));
