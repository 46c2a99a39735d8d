ALTER TABLE posting_rules DROP COLUMN figure, DROP COLUMN stems_from, DROP COLUMN posted_by;
