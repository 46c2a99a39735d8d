DROP INDEX journal_entries_reverses;
