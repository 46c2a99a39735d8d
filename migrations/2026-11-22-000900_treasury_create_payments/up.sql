CREATE TABLE bank_deposits (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    bank_account_id uuid NOT NULL,
    cash numeric(18, 2) NOT NULL CHECK (cash >= 0),
    cheques uuid[] NOT NULL DEFAULT '{}',
    slip_no text,
    total numeric(18, 2) NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, bank_account_id) REFERENCES bank_accounts (entity_id, id)
);
COMMENT ON TABLE bank_deposits IS 'Cash and cheques taken to the bank.';
COMMENT ON COLUMN bank_deposits.entity_id IS 'The entity.';
COMMENT ON COLUMN bank_deposits.document_id IS 'The document.';
COMMENT ON COLUMN bank_deposits.bank_account_id IS 'Account it goes to.';
COMMENT ON COLUMN bank_deposits.cash IS 'Baht.';
COMMENT ON COLUMN bank_deposits.cheques IS 'Receipts whose cheques go to the bank.';
COMMENT ON COLUMN bank_deposits.slip_no IS 'Paying-in slip.';
COMMENT ON COLUMN bank_deposits.total IS 'Cash and cheques, baht.';

CREATE TABLE cheque_reports (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE cheque_reports IS 'Reports of cheques and withdrawal slips prepared.';
COMMENT ON COLUMN cheque_reports.entity_id IS 'The entity.';
COMMENT ON COLUMN cheque_reports.document_id IS 'The document.';

CREATE TABLE cheque_items (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    item_id uuid NOT NULL,
    requests uuid[] NOT NULL,
    method text NOT NULL CHECK (method IN ('cheque', 'withdrawal_slip')),
    bank_account_id uuid NOT NULL,
    cheque_no text,
    slip_no text,
    net numeric(18, 2) NOT NULL,
    PRIMARY KEY (entity_id, document_id, line_no),
    UNIQUE (entity_id, item_id),
    CHECK ((method = 'cheque') = (cheque_no IS NOT NULL)),
    FOREIGN KEY (entity_id, document_id) REFERENCES cheque_reports (entity_id, document_id),
    FOREIGN KEY (entity_id, bank_account_id) REFERENCES bank_accounts (entity_id, id)
);
CREATE INDEX cheque_items_number ON cheque_items (entity_id, bank_account_id, cheque_no);
COMMENT ON TABLE cheque_items IS 'Cheques and withdrawal slips of a report.';
COMMENT ON COLUMN cheque_items.entity_id IS 'The entity.';
COMMENT ON COLUMN cheque_items.document_id IS 'The report.';
COMMENT ON COLUMN cheque_items.line_no IS 'Order.';
COMMENT ON COLUMN cheque_items.item_id IS 'Named by the payment.';
COMMENT ON COLUMN cheque_items.requests IS 'The requests it pays.';
COMMENT ON COLUMN cheque_items.method IS 'Cheque or withdrawal slip.';
COMMENT ON COLUMN cheque_items.bank_account_id IS 'Account it is drawn on.';
COMMENT ON COLUMN cheque_items.cheque_no IS 'Used once (W-8.1).';
COMMENT ON COLUMN cheque_items.slip_no IS 'Number of the withdrawal slip.';
COMMENT ON COLUMN cheque_items.net IS 'Baht.';

CREATE TABLE payments (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    method text NOT NULL CHECK (method IN ('cheque', 'withdrawal_slip', 'transfer', 'cash')),
    cheque_item_id uuid,
    requests uuid[] NOT NULL,
    bank_account_id uuid,
    received_by text,
    net numeric(18, 2) NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    CHECK ((method = 'cash') = (bank_account_id IS NULL)),
    CHECK ((method IN ('cheque', 'withdrawal_slip')) = (cheque_item_id IS NOT NULL)),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, cheque_item_id) REFERENCES cheque_items (entity_id, item_id),
    FOREIGN KEY (entity_id, bank_account_id) REFERENCES bank_accounts (entity_id, id)
);
COMMENT ON TABLE payments IS 'Payments: the payee has the money.';
COMMENT ON COLUMN payments.entity_id IS 'The entity.';
COMMENT ON COLUMN payments.document_id IS 'The document.';
COMMENT ON COLUMN payments.method IS 'How the money goes.';
COMMENT ON COLUMN payments.cheque_item_id IS 'The cheque handed over.';
COMMENT ON COLUMN payments.requests IS 'The requests paid.';
COMMENT ON COLUMN payments.bank_account_id IS 'Account it is paid from; none for cash.';
COMMENT ON COLUMN payments.received_by IS 'Who received the cheque.';
COMMENT ON COLUMN payments.net IS 'Baht.';
