CREATE TABLE receipts (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    payer_id uuid,
    payer_name text NOT NULL,
    payer_address text,
    payer_tax_id text,
    money_kind text NOT NULL CHECK (money_kind IN ('cash', 'cheque', 'transfer', 'qr', 'card')),
    cheque_bank text,
    cheque_no text,
    cheque_date date,
    bank_account_id uuid,
    reference text,
    PRIMARY KEY (entity_id, document_id),
    CHECK ((money_kind = 'cheque') = (cheque_no IS NOT NULL)),
    CHECK ((money_kind IN ('transfer', 'qr', 'card')) = (bank_account_id IS NOT NULL)),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, payer_id) REFERENCES parties (entity_id, id),
    FOREIGN KEY (entity_id, bank_account_id) REFERENCES bank_accounts (entity_id, id)
);
COMMENT ON TABLE receipts IS 'Receipts at the counter.';
COMMENT ON COLUMN receipts.entity_id IS 'The entity.';
COMMENT ON COLUMN receipts.document_id IS 'The document.';
COMMENT ON COLUMN receipts.payer_id IS 'Payer in the register.';
COMMENT ON COLUMN receipts.payer_name IS 'Name printed.';
COMMENT ON COLUMN receipts.payer_address IS 'Address printed.';
COMMENT ON COLUMN receipts.payer_tax_id IS 'Tax number printed.';
COMMENT ON COLUMN receipts.money_kind IS 'How the money came.';
COMMENT ON COLUMN receipts.cheque_bank IS 'Bank of the cheque.';
COMMENT ON COLUMN receipts.cheque_no IS 'Number of the cheque.';
COMMENT ON COLUMN receipts.cheque_date IS 'Date of the cheque.';
COMMENT ON COLUMN receipts.bank_account_id IS 'Own account credited.';
COMMENT ON COLUMN receipts.reference IS 'Reference of the bank.';

CREATE TABLE receipt_items (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    item_type text NOT NULL CHECK (item_type IN ('revenue', 'tax', 'deposit')),
    revenue_type text,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    description text,
    deposit_kind text,
    reference text,
    taxpayer_id uuid,
    tax text,
    tax_year int,
    penalty numeric(18, 2) NOT NULL DEFAULT 0 CHECK (penalty >= 0),
    surcharge numeric(18, 2) NOT NULL DEFAULT 0 CHECK (surcharge >= 0),
    PRIMARY KEY (entity_id, document_id, line_no),
    CHECK ((item_type = 'revenue') = (revenue_type IS NOT NULL)),
    CHECK ((item_type = 'tax') = (tax IS NOT NULL AND tax_year IS NOT NULL AND taxpayer_id IS NOT NULL)),
    CHECK ((item_type = 'deposit') = (deposit_kind IS NOT NULL AND reference IS NOT NULL)),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, taxpayer_id) REFERENCES parties (entity_id, id)
);
COMMENT ON TABLE receipt_items IS 'What was paid for: items of counter receipts and bank receipts.';
COMMENT ON COLUMN receipt_items.entity_id IS 'The entity.';
COMMENT ON COLUMN receipt_items.document_id IS 'The receipt or bank receipt.';
COMMENT ON COLUMN receipt_items.line_no IS 'Order.';
COMMENT ON COLUMN receipt_items.item_type IS 'Revenue, tax or deposit.';
COMMENT ON COLUMN receipt_items.revenue_type IS 'Revenue type.';
COMMENT ON COLUMN receipt_items.amount IS 'Baht, without penalty and surcharge.';
COMMENT ON COLUMN receipt_items.description IS 'Printed on the receipt.';
COMMENT ON COLUMN receipt_items.deposit_kind IS 'Kind of deposit.';
COMMENT ON COLUMN receipt_items.reference IS 'Key for the return of a deposit.';
COMMENT ON COLUMN receipt_items.taxpayer_id IS 'Who owed the tax.';
COMMENT ON COLUMN receipt_items.tax IS 'Which tax.';
COMMENT ON COLUMN receipt_items.tax_year IS 'Buddhist year assessed for.';
COMMENT ON COLUMN receipt_items.penalty IS 'Baht.';
COMMENT ON COLUMN receipt_items.surcharge IS 'Baht.';

CREATE TABLE remittance_slips (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    receipts uuid[] NOT NULL,
    counted numeric(18, 2),
    total numeric(18, 2) NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE remittance_slips IS 'Remittance slips: a collector hands money to the treasury.';
COMMENT ON COLUMN remittance_slips.entity_id IS 'The entity.';
COMMENT ON COLUMN remittance_slips.document_id IS 'The document.';
COMMENT ON COLUMN remittance_slips.receipts IS 'The receipts on it.';
COMMENT ON COLUMN remittance_slips.counted IS 'What finance counted, baht.';
COMMENT ON COLUMN remittance_slips.total IS 'Sum of the receipts, baht.';

CREATE TABLE remittance_summaries (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    slips uuid[] NOT NULL,
    total numeric(18, 2) NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE remittance_summaries IS 'Summaries of remittance slips; each posts one RV.';
COMMENT ON COLUMN remittance_summaries.entity_id IS 'The entity.';
COMMENT ON COLUMN remittance_summaries.document_id IS 'The document.';
COMMENT ON COLUMN remittance_summaries.slips IS 'The slips.';
COMMENT ON COLUMN remittance_summaries.total IS 'Sum of the slips, baht.';

CREATE TABLE bank_receipts (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    bank_account_id uuid NOT NULL,
    payer_id uuid NOT NULL,
    notice_no text,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, bank_account_id) REFERENCES bank_accounts (entity_id, id),
    FOREIGN KEY (entity_id, payer_id) REFERENCES parties (entity_id, id)
);
COMMENT ON TABLE bank_receipts IS 'Money straight to the bank: receipt, slip and summary in one step.';
COMMENT ON COLUMN bank_receipts.entity_id IS 'The entity.';
COMMENT ON COLUMN bank_receipts.document_id IS 'The document.';
COMMENT ON COLUMN bank_receipts.bank_account_id IS 'Own account credited.';
COMMENT ON COLUMN bank_receipts.payer_id IS 'The sender.';
COMMENT ON COLUMN bank_receipts.notice_no IS 'Transfer notice.';
