ALTER TABLE step_roles DROP COLUMN pays;
DROP TABLE party_account_changes;
ALTER TABLE parties DROP COLUMN bank_account_no, DROP COLUMN bank;
