-- What forms and figures must know of an account, so that none of them knows it by its number. Filled
-- with the rest of the chart.
ALTER TABLE accounts ADD COLUMN used_for text
    CHECK (used_for IN ('cash', 'cheques', 'banks', 'taxes', 'deposits'));
COMMENT ON COLUMN accounts.used_for IS 'Where money is, or what tells the balances on it apart; none where nobody needs to know.';
COMMENT ON CONSTRAINT bank_accounts_account_check ON bank_accounts IS 'field:account:unknown_value';
