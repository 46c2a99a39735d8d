ALTER TABLE document_events ADD FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE document_numbers ADD FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE document_takes ADD FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE journal_entries ADD FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE journal_lines ADD FOREIGN KEY (entity_id) REFERENCES entities (id),
    ADD FOREIGN KEY (entity_id, entry_id) REFERENCES journal_entries (entity_id, id);
