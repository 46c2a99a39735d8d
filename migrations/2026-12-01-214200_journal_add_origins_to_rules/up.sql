-- Which documents post an event, what it stems from and which of its amounts the document says: so that
-- what is posted can be compared with what was decided.
ALTER TABLE posting_rules
    ADD COLUMN posted_by text NOT NULL DEFAULT '',
    ADD COLUMN stems_from text NOT NULL DEFAULT '',
    ADD COLUMN figure text CONSTRAINT posting_rules_figure CHECK (figure = 'amount');
COMMENT ON COLUMN posting_rules.posted_by IS 'The kinds of documents whose steps post the event.';
COMMENT ON COLUMN posting_rules.stems_from IS 'The kinds of documents that its lines are of.';
COMMENT ON COLUMN posting_rules.figure IS 'The figure of that document which the debits of such rules sum up to, in each book.';
COMMENT ON CONSTRAINT posting_rules_figure ON posting_rules IS 'A figure there is.';
