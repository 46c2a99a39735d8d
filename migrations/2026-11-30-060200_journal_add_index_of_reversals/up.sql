-- What takes an entry back is asked of every entry that might stand.
CREATE INDEX journal_entries_reverses ON journal_entries (entity_id, reverses)
    WHERE reverses IS NOT NULL;
