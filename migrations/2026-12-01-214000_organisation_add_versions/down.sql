ALTER TABLE bank_accounts DROP COLUMN version;
ALTER TABLE parties DROP COLUMN version;
ALTER TABLE departments DROP COLUMN version;
