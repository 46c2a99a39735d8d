-- Advances (D8): their requests, their clearing, money of them that comes back.
CREATE TABLE advance_requests (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    department_id uuid NOT NULL,
    budget_line_id uuid NOT NULL,
    borrower_id uuid,
    borrower_name text NOT NULL,
    purpose text NOT NULL,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    returns_on date,
    due_on date NOT NULL,
    remark text,
    PRIMARY KEY (entity_id, document_id),
    CHECK (returns_on IS NULL OR due_on BETWEEN returns_on AND returns_on + 15),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, department_id) REFERENCES departments (entity_id, id),
    FOREIGN KEY (entity_id, budget_line_id) REFERENCES budget_lines (entity_id, id),
    FOREIGN KEY (entity_id, borrower_id) REFERENCES parties (entity_id, id)
);
CREATE INDEX advance_requests_borrower ON advance_requests (entity_id, borrower_id);
CREATE INDEX advance_requests_borrower_name ON advance_requests
    (entity_id, (regexp_replace(borrower_name, '[[:space:]]', '', 'g')));
COMMENT ON TABLE advance_requests IS 'Requests for advances under a contract of loan (D8).';
COMMENT ON COLUMN advance_requests.entity_id IS 'The entity.';
COMMENT ON COLUMN advance_requests.document_id IS 'The document.';
COMMENT ON COLUMN advance_requests.department_id IS 'Requesting department.';
COMMENT ON COLUMN advance_requests.budget_line_id IS 'Line that is charged when the advance is cleared.';
COMMENT ON COLUMN advance_requests.borrower_id IS 'Borrower in the register; none for outsiders (W-7.7).';
COMMENT ON COLUMN advance_requests.borrower_name IS 'Borrower as named when the request was handed in.';
COMMENT ON COLUMN advance_requests.purpose IS 'What for.';
COMMENT ON COLUMN advance_requests.amount IS 'Baht.';
COMMENT ON COLUMN advance_requests.returns_on IS 'Of travel: the day of return.';
COMMENT ON COLUMN advance_requests.due_on IS 'Until when it is to be cleared.';
COMMENT ON COLUMN advance_requests.remark IS 'Remark.';

CREATE TABLE advance_clearings (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    department_id uuid NOT NULL,
    advance_id uuid NOT NULL,
    returned numeric(18, 2) NOT NULL CHECK (returned >= 0),
    borrower_name text NOT NULL,
    contract_no text NOT NULL,
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, department_id) REFERENCES departments (entity_id, id),
    FOREIGN KEY (entity_id, advance_id) REFERENCES advance_requests (entity_id, document_id)
);
CREATE INDEX advance_clearings_advance ON advance_clearings (entity_id, advance_id);
COMMENT ON TABLE advance_clearings IS 'Advances accounted for, in one piece or in several (D8).';
COMMENT ON COLUMN advance_clearings.entity_id IS 'The entity.';
COMMENT ON COLUMN advance_clearings.document_id IS 'The document.';
COMMENT ON COLUMN advance_clearings.department_id IS 'Department of the advance.';
COMMENT ON COLUMN advance_clearings.advance_id IS 'The request under which it was paid.';
COMMENT ON COLUMN advance_clearings.returned IS 'What was not needed and comes back in money, baht.';
COMMENT ON COLUMN advance_clearings.borrower_name IS 'Whose it is.';
COMMENT ON COLUMN advance_clearings.contract_no IS 'Number of the contract of loan.';

CREATE TABLE advance_vouchers (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    description text NOT NULL,
    expense_item text,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (entity_id, document_id, line_no),
    FOREIGN KEY (entity_id, document_id) REFERENCES advance_clearings (entity_id, document_id)
);
COMMENT ON TABLE advance_vouchers IS 'What was spent of an advance.';
COMMENT ON COLUMN advance_vouchers.entity_id IS 'The entity.';
COMMENT ON COLUMN advance_vouchers.document_id IS 'The clearing.';
COMMENT ON COLUMN advance_vouchers.line_no IS 'Order.';
COMMENT ON COLUMN advance_vouchers.description IS 'What was bought, from whom.';
COMMENT ON COLUMN advance_vouchers.expense_item IS 'Another account than the first of the line.';
COMMENT ON COLUMN advance_vouchers.amount IS 'Baht.';

ALTER TABLE receipt_items ADD COLUMN advance_id uuid,
    DROP CONSTRAINT receipt_items_item_type_check,
    ADD CONSTRAINT receipt_items_item_type_check
        CHECK (item_type IN ('revenue', 'tax', 'deposit', 'advance_return')),
    ADD CONSTRAINT receipt_items_advance_check
        CHECK ((item_type = 'advance_return') = (advance_id IS NOT NULL)),
    ADD FOREIGN KEY (entity_id, advance_id) REFERENCES advance_requests (entity_id, document_id);
COMMENT ON COLUMN receipt_items.advance_id IS 'The request under which the advance was paid that comes back.';

-- A payment brings claims into being that stem from what it pays.
ALTER TABLE claims ADD COLUMN opened_by uuid,
    ADD FOREIGN KEY (entity_id, opened_by) REFERENCES documents (entity_id, id);
COMMENT ON COLUMN claims.opened_by IS 'The document whose posting brings it into being and takes it back; none said: the one it stems from.';
