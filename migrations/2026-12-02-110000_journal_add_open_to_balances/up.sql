-- Which balances are open is a column of its own: an index on what `debit <> credit` says was written anew
-- with every sum, and kept PostgreSQL from changing the row in its place.
ALTER TABLE current_balances ADD COLUMN is_open boolean NOT NULL GENERATED ALWAYS AS (debit <> credit) STORED;
COMMENT ON COLUMN current_balances.is_open IS 'Whether anything is left of it.';
DROP INDEX current_balances_open;
CREATE INDEX current_balances_open ON current_balances (entity_id, ledger, account) WHERE is_open;
