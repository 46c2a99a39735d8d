-- An entry of a register that somebody else has changed meanwhile is not written over.
ALTER TABLE departments ADD COLUMN version int NOT NULL DEFAULT 1;
COMMENT ON COLUMN departments.version IS 'Counts changes: who changes it says which one was read.';
ALTER TABLE parties ADD COLUMN version int NOT NULL DEFAULT 1;
COMMENT ON COLUMN parties.version IS 'Counts changes: who changes it says which one was read.';
ALTER TABLE bank_accounts ADD COLUMN version int NOT NULL DEFAULT 1;
COMMENT ON COLUMN bank_accounts.version IS 'Counts changes: who changes it says which one was read.';
