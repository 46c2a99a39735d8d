-- Files of documents: what is known of them, and their content under its hash.

CREATE TABLE attachment_contents (
    entity_id uuid NOT NULL REFERENCES entities (id),
    sha256 bytea NOT NULL,
    content bytea NOT NULL CHECK (length(content) BETWEEN 1 AND 10485760),
    PRIMARY KEY (entity_id, sha256),
    CHECK (sha256 = sha256(content))
);
ALTER TABLE attachment_contents ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON TABLE attachment_contents IS 'Files under the hash of their content; the record holds the hash, not the file.';
COMMENT ON COLUMN attachment_contents.entity_id IS 'The entity.';
COMMENT ON COLUMN attachment_contents.sha256 IS 'SHA-256 of the content.';
COMMENT ON COLUMN attachment_contents.content IS 'The file.';

CREATE TABLE attachments (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    name text NOT NULL CHECK (name <> ''),
    media_type text NOT NULL
        CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
    bytes int NOT NULL CHECK (bytes > 0),
    sha256 bytea NOT NULL,
    attached_by uuid NOT NULL REFERENCES persons (id),
    attached_by_name text NOT NULL,
    attached_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    PRIMARY KEY (entity_id, id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, sha256) REFERENCES attachment_contents (entity_id, sha256)
);
CREATE INDEX attachments_of_document ON attachments (entity_id, document_id);
COMMENT ON TABLE attachments IS 'Files of documents: scans of the paper behind them (W-1.10).';
COMMENT ON COLUMN attachments.entity_id IS 'The entity.';
COMMENT ON COLUMN attachments.id IS 'Made by whoever attached it, version 7.';
COMMENT ON COLUMN attachments.document_id IS 'The document.';
COMMENT ON COLUMN attachments.name IS 'Name of the file where it came from.';
COMMENT ON COLUMN attachments.media_type IS 'PDF, JPEG or PNG, by its first bytes.';
COMMENT ON COLUMN attachments.bytes IS 'Size.';
COMMENT ON COLUMN attachments.sha256 IS 'SHA-256 of the content.';
COMMENT ON COLUMN attachments.attached_by IS 'Who attached it.';
COMMENT ON COLUMN attachments.attached_by_name IS 'Name at that time.';
COMMENT ON COLUMN attachments.attached_at IS 'When.';
COMMENT ON COLUMN attachments.withdrawn_at IS 'When it was withdrawn from a draft.';
