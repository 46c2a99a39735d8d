ALTER TABLE document_events DROP COLUMN on_day;
DROP INDEX documents_case, documents_manual_once;
ALTER TABLE documents DROP CONSTRAINT documents_manual_check,
    DROP COLUMN document_on, DROP COLUMN route, DROP COLUMN next_step, DROP COLUMN manual_number,
    DROP COLUMN manual_book, DROP COLUMN manual_on, DROP COLUMN case_id;
