-- What departments and bank accounts were called when a document that names them was handed in: its paper
-- does not change when they get other names (W-1.7). Of documents of before nothing is kept.
CREATE TABLE document_names (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    names jsonb NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE document_names IS 'What a document names, as it was called when it was handed in.';
COMMENT ON COLUMN document_names.entity_id IS 'The entity.';
COMMENT ON COLUMN document_names.document_id IS 'The document.';
COMMENT ON COLUMN document_names.names IS 'Names by id: of departments, of bank accounts with their numbers.';
