DELETE FROM posting_rules WHERE ledger = 'register';
DELETE FROM account_limits WHERE ledger = 'register';
ALTER TABLE account_limits DROP COLUMN draws_stay;
DROP INDEX current_balances_open;
ALTER TABLE current_balances DROP CONSTRAINT current_balances_limit,
    ADD CONSTRAINT current_balances_limit CHECK (
        limit_side IS NULL
        OR (limit_side = 'D' AND debit >= credit)
        OR (limit_side = 'C' AND credit >= debit)),
    DROP COLUMN reserved;
COMMENT ON CONSTRAINT current_balances_limit ON current_balances IS 'problem:limit_reached';
DROP TABLE reservations, claims;
ALTER TABLE journal_entries DROP COLUMN is_register;
DROP INDEX journal_lines_register;
ALTER TABLE journal_lines DROP CONSTRAINT journal_lines_register_check,
    DROP CONSTRAINT journal_lines_ledger_check,
    ADD CONSTRAINT journal_lines_ledger_check
        CHECK (ledger IN ('financial', 'budgetary', 'cash'));
ALTER TABLE posting_rules DROP CONSTRAINT posting_rules_ledger_check,
    ADD CONSTRAINT posting_rules_ledger_check
        CHECK (ledger IN ('financial', 'budgetary', 'cash'));
