CREATE TABLE openings (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    as_at date NOT NULL,
    reserve numeric(18, 2) NOT NULL CHECK (reserve >= 0),
    carried_over_reserve numeric(18, 2) NOT NULL,
    total numeric(18, 2) NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE openings IS 'Opening statements (W-18).';
COMMENT ON COLUMN openings.entity_id IS 'The entity.';
COMMENT ON COLUMN openings.document_id IS 'The document.';
COMMENT ON COLUMN openings.as_at IS 'First day of the books.';
COMMENT ON COLUMN openings.reserve IS 'Certified reserve of accumulated money, baht.';
COMMENT ON COLUMN openings.carried_over_reserve IS 'Reserve for carried-over budget, baht.';
COMMENT ON COLUMN openings.total IS 'Sum of the debit side, baht.';

CREATE TABLE opening_lines (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    account text NOT NULL,
    bank_account_id uuid,
    reference text,
    taxpayer_id uuid,
    tax text,
    tax_year int,
    debit numeric(18, 2) NOT NULL CHECK (debit >= 0),
    credit numeric(18, 2) NOT NULL CHECK (credit >= 0),
    PRIMARY KEY (entity_id, document_id, line_no),
    CHECK ((debit = 0) <> (credit = 0)),
    FOREIGN KEY (entity_id, document_id) REFERENCES openings (entity_id, document_id),
    FOREIGN KEY (entity_id, bank_account_id) REFERENCES bank_accounts (entity_id, id),
    FOREIGN KEY (entity_id, taxpayer_id) REFERENCES parties (entity_id, id)
);
COMMENT ON TABLE opening_lines IS 'Balances of an opening statement.';
COMMENT ON COLUMN opening_lines.entity_id IS 'The entity.';
COMMENT ON COLUMN opening_lines.document_id IS 'The statement.';
COMMENT ON COLUMN opening_lines.line_no IS 'Order.';
COMMENT ON COLUMN opening_lines.account IS 'Ledger account.';
COMMENT ON COLUMN opening_lines.bank_account_id IS 'For banks.';
COMMENT ON COLUMN opening_lines.reference IS 'For deposits.';
COMMENT ON COLUMN opening_lines.taxpayer_id IS 'For tax receivables.';
COMMENT ON COLUMN opening_lines.tax IS 'For tax receivables.';
COMMENT ON COLUMN opening_lines.tax_year IS 'For tax receivables, Buddhist.';
COMMENT ON COLUMN opening_lines.debit IS 'Baht.';
COMMENT ON COLUMN opening_lines.credit IS 'Baht.';

CREATE TABLE cancellations (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    target_id uuid NOT NULL,
    reason text NOT NULL CHECK (length(trim(reason)) > 0),
    document_title text NOT NULL,
    document_amount numeric(18, 2) NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, target_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE cancellations IS 'Voiding of documents that have had effects (W-1.3).';
COMMENT ON COLUMN cancellations.entity_id IS 'The entity.';
COMMENT ON COLUMN cancellations.document_id IS 'The document.';
COMMENT ON COLUMN cancellations.target_id IS 'The document to void.';
COMMENT ON COLUMN cancellations.reason IS 'Why (W-1.5).';
COMMENT ON COLUMN cancellations.document_title IS 'What it is.';
COMMENT ON COLUMN cancellations.document_amount IS 'Baht.';
