ALTER TABLE posting_rules DROP COLUMN movement;
