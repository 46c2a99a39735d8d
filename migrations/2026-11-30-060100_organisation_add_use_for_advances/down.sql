UPDATE accounts SET used_for = NULL WHERE used_for = 'advances';
ALTER TABLE accounts DROP CONSTRAINT accounts_used_for_check,
    ADD CONSTRAINT accounts_used_for_check
        CHECK (used_for IN ('cash', 'cheques', 'banks', 'taxes', 'deposits'));
