COMMENT ON CONSTRAINT bank_accounts_account_check ON bank_accounts IS NULL;
ALTER TABLE accounts DROP COLUMN used_for;
