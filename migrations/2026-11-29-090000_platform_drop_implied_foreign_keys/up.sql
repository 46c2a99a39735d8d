-- What hangs on an entity through a row of its own need not name the entity once more, and the lines
-- of an entry come with it: `check_lines` refuses those that have none, and no entry ever goes.
-- Each of these was looked up for every row that is written.
ALTER TABLE document_events DROP CONSTRAINT document_events_entity_id_fkey;
ALTER TABLE document_numbers DROP CONSTRAINT document_numbers_entity_id_fkey;
ALTER TABLE document_takes DROP CONSTRAINT document_takes_entity_id_fkey;
ALTER TABLE journal_entries DROP CONSTRAINT journal_entries_entity_id_fkey;
ALTER TABLE journal_lines DROP CONSTRAINT journal_lines_entity_id_fkey,
    DROP CONSTRAINT journal_lines_entity_id_entry_id_fkey;
