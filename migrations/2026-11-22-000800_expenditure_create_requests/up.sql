CREATE TABLE disbursement_requests (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    request_kind text NOT NULL CHECK (request_kind IN ('uncommitted', 'central', 'deposit')),
    department_id uuid NOT NULL,
    budget_line_id uuid,
    payee_id uuid NOT NULL,
    purpose text NOT NULL,
    bill_no text,
    expense_item text,
    withholding text CHECK (withholding IN ('supply_hire', 'other')),
    withholding_rate numeric(8, 6) CHECK (withholding_rate > 0 AND withholding_rate < 1),
    remark text,
    gross numeric(18, 2) NOT NULL,
    withholding_base numeric(18, 2) NOT NULL,
    withholding_tax numeric(18, 2) NOT NULL CHECK (withholding_tax >= 0),
    other_deductions numeric(18, 2) NOT NULL CHECK (other_deductions >= 0),
    net numeric(18, 2) NOT NULL CHECK (net >= 0),
    PRIMARY KEY (entity_id, document_id),
    CHECK ((request_kind = 'deposit') = (budget_line_id IS NULL)),
    CHECK (net = gross - withholding_tax - other_deductions),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, department_id) REFERENCES departments (entity_id, id),
    FOREIGN KEY (entity_id, budget_line_id) REFERENCES budget_lines (entity_id, id),
    FOREIGN KEY (entity_id, payee_id) REFERENCES parties (entity_id, id)
);
COMMENT ON TABLE disbursement_requests IS 'Disbursement requests.';
COMMENT ON COLUMN disbursement_requests.entity_id IS 'The entity.';
COMMENT ON COLUMN disbursement_requests.document_id IS 'The document.';
COMMENT ON COLUMN disbursement_requests.request_kind IS 'Kind of request.';
COMMENT ON COLUMN disbursement_requests.department_id IS 'Requesting department.';
COMMENT ON COLUMN disbursement_requests.budget_line_id IS 'Line charged; none for deposits.';
COMMENT ON COLUMN disbursement_requests.payee_id IS 'Who is to be paid.';
COMMENT ON COLUMN disbursement_requests.purpose IS 'What for.';
COMMENT ON COLUMN disbursement_requests.bill_no IS 'Bill of the supplier.';
COMMENT ON COLUMN disbursement_requests.expense_item IS 'Another account than the first of the line.';
COMMENT ON COLUMN disbursement_requests.withholding IS 'Kind of income tax is withheld from.';
COMMENT ON COLUMN disbursement_requests.withholding_rate IS 'Rate, fraction of one.';
COMMENT ON COLUMN disbursement_requests.remark IS 'Remark.';
COMMENT ON COLUMN disbursement_requests.gross IS 'Value, baht.';
COMMENT ON COLUMN disbursement_requests.withholding_base IS 'Base of the tax, baht.';
COMMENT ON COLUMN disbursement_requests.withholding_tax IS 'Tax withheld, baht.';
COMMENT ON COLUMN disbursement_requests.other_deductions IS 'Other deductions, baht.';
COMMENT ON COLUMN disbursement_requests.net IS 'What the payee gets, baht.';

CREATE TABLE request_items (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    description text NOT NULL,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    bank_account_no text,
    PRIMARY KEY (entity_id, document_id, line_no),
    FOREIGN KEY (entity_id, document_id) REFERENCES disbursement_requests (entity_id, document_id)
);
COMMENT ON TABLE request_items IS 'Bill lines or payees of a request.';
COMMENT ON COLUMN request_items.entity_id IS 'The entity.';
COMMENT ON COLUMN request_items.document_id IS 'The request.';
COMMENT ON COLUMN request_items.line_no IS 'Order.';
COMMENT ON COLUMN request_items.description IS 'What is paid, or to whom.';
COMMENT ON COLUMN request_items.amount IS 'Baht.';
COMMENT ON COLUMN request_items.bank_account_no IS 'Account of the payee.';

CREATE TABLE request_deductions (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    kind text NOT NULL,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (entity_id, document_id, line_no),
    FOREIGN KEY (entity_id, document_id) REFERENCES disbursement_requests (entity_id, document_id)
);
COMMENT ON TABLE request_deductions IS 'Deductions on the face of a request (W-7.2).';
COMMENT ON COLUMN request_deductions.entity_id IS 'The entity.';
COMMENT ON COLUMN request_deductions.document_id IS 'The request.';
COMMENT ON COLUMN request_deductions.line_no IS 'Order.';
COMMENT ON COLUMN request_deductions.kind IS 'What it is.';
COMMENT ON COLUMN request_deductions.amount IS 'Baht.';

CREATE TABLE request_deposits (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    item_type text NOT NULL CHECK (item_type IN ('withholding_tax', 'payroll_deduction', 'deposit')),
    form text CHECK (form IN ('pnd1', 'pnd3', 'pnd53')),
    deduction text,
    deposit_kind text,
    reference text,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (entity_id, document_id, line_no),
    FOREIGN KEY (entity_id, document_id) REFERENCES disbursement_requests (entity_id, document_id)
);
COMMENT ON TABLE request_deposits IS 'Deposits a request pays out (rule D7).';
COMMENT ON COLUMN request_deposits.entity_id IS 'The entity.';
COMMENT ON COLUMN request_deposits.document_id IS 'The request.';
COMMENT ON COLUMN request_deposits.line_no IS 'Order.';
COMMENT ON COLUMN request_deposits.item_type IS 'What is paid out.';
COMMENT ON COLUMN request_deposits.form IS 'Return of the tax withheld.';
COMMENT ON COLUMN request_deposits.deduction IS 'Payroll deduction.';
COMMENT ON COLUMN request_deposits.deposit_kind IS 'Kind of deposit.';
COMMENT ON COLUMN request_deposits.reference IS 'Key under which it was received.';
COMMENT ON COLUMN request_deposits.amount IS 'Baht.';
