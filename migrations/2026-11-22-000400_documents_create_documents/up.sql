-- What all documents have in common.

CREATE TABLE documents (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    kind text NOT NULL,
    fiscal_year int NOT NULL CHECK (fiscal_year BETWEEN 2500 AND 2700),
    entered_on date NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'submitted', 'approved', 'posted', 'cancelled')),
    steps_taken int NOT NULL DEFAULT 0 CHECK (steps_taken >= 0),
    has_effect boolean NOT NULL DEFAULT false,
    title text NOT NULL,
    party_name text,
    department_id uuid,
    amount numeric(18, 2) NOT NULL,
    version int NOT NULL DEFAULT 1,
    created_by uuid NOT NULL REFERENCES persons (id),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id),
    FOREIGN KEY (entity_id, department_id) REFERENCES departments (entity_id, id)
);
CREATE INDEX documents_list ON documents (entity_id, kind, status, id DESC);
COMMENT ON TABLE documents IS 'Header of every document (W-1.1).';
COMMENT ON COLUMN documents.entity_id IS 'The entity.';
COMMENT ON COLUMN documents.id IS 'Made by whoever created it, version 7.';
COMMENT ON COLUMN documents.kind IS 'Which kind.';
COMMENT ON COLUMN documents.fiscal_year IS 'Year of the budget charged, Buddhist (W-1.8).';
COMMENT ON COLUMN documents.entered_on IS 'Day of entry (W-1.4).';
COMMENT ON COLUMN documents.status IS 'Where it stands.';
COMMENT ON COLUMN documents.steps_taken IS 'Steps of its route taken or skipped.';
COMMENT ON COLUMN documents.has_effect IS 'A step had effects on budget or books.';
COMMENT ON COLUMN documents.title IS 'What it is about.';
COMMENT ON COLUMN documents.party_name IS 'Payer or payee.';
COMMENT ON COLUMN documents.department_id IS 'The department it belongs to.';
COMMENT ON COLUMN documents.amount IS 'Amount in baht.';
COMMENT ON COLUMN documents.version IS 'Counts changes.';
COMMENT ON COLUMN documents.created_by IS 'Who made it.';
COMMENT ON COLUMN documents.created_at IS 'When.';

CREATE TABLE number_series (
    entity_id uuid NOT NULL REFERENCES entities (id),
    series text NOT NULL,
    fiscal_year int NOT NULL,
    scope text NOT NULL DEFAULT '',
    last_number bigint NOT NULL CHECK (last_number >= 0),
    PRIMARY KEY (entity_id, series, fiscal_year, scope)
) WITH (fillfactor = 50);
COMMENT ON TABLE number_series IS 'Last number of each series (W-1.2).';
COMMENT ON COLUMN number_series.entity_id IS 'The entity.';
COMMENT ON COLUMN number_series.series IS 'Which series.';
COMMENT ON COLUMN number_series.fiscal_year IS 'Buddhist year.';
COMMENT ON COLUMN number_series.scope IS 'Department code for requester numbers, else empty.';
COMMENT ON COLUMN number_series.last_number IS 'The last one given.';

CREATE TABLE document_numbers (
    entity_id uuid NOT NULL REFERENCES entities (id),
    series text NOT NULL,
    fiscal_year int NOT NULL,
    scope text NOT NULL DEFAULT '',
    n bigint NOT NULL CHECK (n > 0),
    document_id uuid NOT NULL,
    number text NOT NULL,
    given int NOT NULL,
    PRIMARY KEY (entity_id, series, fiscal_year, scope, n),
    UNIQUE (entity_id, document_id, series),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE document_numbers IS 'Numbers given to documents: without gaps, never reused (W-1.2).';
COMMENT ON COLUMN document_numbers.entity_id IS 'The entity.';
COMMENT ON COLUMN document_numbers.series IS 'Which series.';
COMMENT ON COLUMN document_numbers.fiscal_year IS 'Buddhist year.';
COMMENT ON COLUMN document_numbers.scope IS 'Department code for requester numbers, else empty.';
COMMENT ON COLUMN document_numbers.n IS 'The number.';
COMMENT ON COLUMN document_numbers.document_id IS 'The document.';
COMMENT ON COLUMN document_numbers.number IS 'As printed.';
COMMENT ON COLUMN document_numbers.given IS 'Order in which the document got its numbers.';

CREATE TABLE document_events (
    entity_id uuid NOT NULL REFERENCES entities (id),
    document_id uuid NOT NULL,
    seq int NOT NULL,
    at timestamptz NOT NULL,
    person_id uuid NOT NULL REFERENCES persons (id),
    person_name text NOT NULL,
    position text NOT NULL,
    step text,
    action text,
    status text NOT NULL,
    comment text,
    PRIMARY KEY (entity_id, document_id, seq),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE document_events IS 'History of a document; names and positions as they were (W-1.7).';
COMMENT ON COLUMN document_events.entity_id IS 'The entity.';
COMMENT ON COLUMN document_events.document_id IS 'The document.';
COMMENT ON COLUMN document_events.seq IS 'Order.';
COMMENT ON COLUMN document_events.at IS 'When.';
COMMENT ON COLUMN document_events.person_id IS 'Who.';
COMMENT ON COLUMN document_events.person_name IS 'Name at that time.';
COMMENT ON COLUMN document_events.position IS 'Position at that time.';
COMMENT ON COLUMN document_events.step IS 'Step of the route, where one was taken.';
COMMENT ON COLUMN document_events.action IS 'What was done; none for making and changing.';
COMMENT ON COLUMN document_events.status IS 'Where the document stood afterwards.';
COMMENT ON COLUMN document_events.comment IS 'The reason given.';

CREATE TABLE document_takes (
    entity_id uuid NOT NULL REFERENCES entities (id),
    document_id uuid NOT NULL,
    taken_id uuid NOT NULL,
    relation text NOT NULL,
    settles boolean NOT NULL,
    released_at timestamptz,
    PRIMARY KEY (entity_id, document_id, taken_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, taken_id) REFERENCES documents (entity_id, id)
);
CREATE UNIQUE INDEX document_takes_once ON document_takes (entity_id, relation, taken_id)
    WHERE released_at IS NULL;
COMMENT ON TABLE document_takes IS 'Which document has taken which: receipts on a slip, requests in a payment; once in each relation.';
COMMENT ON COLUMN document_takes.entity_id IS 'The entity.';
COMMENT ON COLUMN document_takes.document_id IS 'The one that takes.';
COMMENT ON COLUMN document_takes.taken_id IS 'The one taken.';
COMMENT ON COLUMN document_takes.relation IS 'What the taking is called.';
COMMENT ON COLUMN document_takes.settles IS 'The taken one is done when the taking one has its effect.';
COMMENT ON COLUMN document_takes.released_at IS 'When it was let go.';
