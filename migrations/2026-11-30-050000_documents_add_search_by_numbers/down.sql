DROP INDEX claims_found, journal_entries_found, document_numbers_found;
DROP FUNCTION search_tail(text);
DROP FUNCTION search_key(text);
