DROP INDEX current_balances_open;
ALTER TABLE current_balances DROP COLUMN is_open;
CREATE INDEX current_balances_open ON current_balances (entity_id, ledger, account) WHERE debit <> credit;
