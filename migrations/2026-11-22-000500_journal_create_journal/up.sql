-- The journal: three books, one table of lines; balances are derived.

CREATE TABLE posting_rules (
    event text NOT NULL,
    amount text NOT NULL,
    ledger text NOT NULL CHECK (ledger IN ('financial', 'budgetary', 'cash')),
    voucher text CHECK (voucher IN ('RV', 'AP', 'PV', 'JV')),
    debit text NOT NULL,
    credit text NOT NULL,
    source text NOT NULL,
    valid_from int NOT NULL DEFAULT 2500,
    valid_to int NOT NULL DEFAULT 2700,
    PRIMARY KEY (event, amount, ledger, debit, credit, valid_from)
);
COMMENT ON TABLE posting_rules IS 'What each accounting event debits and credits; nobody else names an account.';
COMMENT ON COLUMN posting_rules.event IS 'What happened.';
COMMENT ON COLUMN posting_rules.amount IS 'Which amount of the event.';
COMMENT ON COLUMN posting_rules.ledger IS 'Which book.';
COMMENT ON COLUMN posting_rules.voucher IS 'Voucher type of a financial line; none for opening balances.';
COMMENT ON COLUMN posting_rules.debit IS 'Account, or @role resolved by the document.';
COMMENT ON COLUMN posting_rules.credit IS 'Account, or @role resolved by the document.';
COMMENT ON COLUMN posting_rules.source IS 'Rule of posting-rules.md.';
COMMENT ON COLUMN posting_rules.valid_from IS 'First fiscal year.';
COMMENT ON COLUMN posting_rules.valid_to IS 'Last fiscal year.';

CREATE TABLE account_limits (
    ledger text NOT NULL,
    account text NOT NULL,
    side text NOT NULL CHECK (side IN ('D', 'C')),
    problem text NOT NULL,
    PRIMARY KEY (ledger, account)
);
COMMENT ON TABLE account_limits IS 'Accounts whose balance, per dimension, may not leave its side: the budget check and the cash check are rows here.';
COMMENT ON COLUMN account_limits.ledger IS 'Which book.';
COMMENT ON COLUMN account_limits.account IS 'The account.';
COMMENT ON COLUMN account_limits.side IS 'The side the balance stays on.';
COMMENT ON COLUMN account_limits.problem IS 'Reason of refusal.';

INSERT INTO account_limits VALUES
    ('budgetary', 'available', 'D', 'insufficient_budget'),
    ('financial', '1101010101', 'D', 'insufficient_cash'),
    ('financial', '1101010901', 'D', 'insufficient_cash'),
    ('financial', '1101030101', 'D', 'insufficient_bank_balance'),
    ('financial', '1101030102', 'D', 'insufficient_bank_balance'),
    ('financial', '1101030901', 'D', 'insufficient_bank_balance'),
    ('financial', '1104010101', 'D', 'insufficient_bank_balance'),
    ('financial', '1102050901', 'D', 'insufficient_receivable'),
    ('financial', '1102050902', 'D', 'insufficient_receivable'),
    ('financial', '1102050903', 'D', 'insufficient_receivable'),
    ('financial', '1102050904', 'D', 'insufficient_receivable'),
    ('financial', '2102040103', 'C', 'insufficient_deposit'),
    ('financial', '2102040104', 'C', 'insufficient_deposit'),
    ('financial', '2102040106', 'C', 'insufficient_deposit'),
    ('financial', '2111020199', 'C', 'insufficient_deposit'),
    ('financial', '2111020901', 'C', 'insufficient_deposit'),
    ('financial', '2111020902', 'C', 'insufficient_deposit'),
    ('financial', '2111020903', 'C', 'insufficient_deposit'),
    ('financial', '2111020904', 'C', 'insufficient_deposit'),
    ('financial', '2111020905', 'C', 'insufficient_deposit'),
    ('financial', '2111020910', 'C', 'insufficient_deposit'),
    ('financial', '2112010101', 'C', 'insufficient_deposit'),
    ('financial', '2112010102', 'C', 'insufficient_deposit'),
    ('financial', '2112010199', 'C', 'insufficient_deposit'),
    ('financial', '2112010901', 'C', 'insufficient_deposit'),
    ('financial', '2116010104', 'C', 'insufficient_deposit');

CREATE TABLE journal_entries (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    seq bigint NOT NULL,
    posted_on date NOT NULL,
    fiscal_year int NOT NULL,
    voucher_type text CHECK (voucher_type IN ('RV', 'AP', 'PV', 'JV')),
    voucher_n bigint,
    voucher_no text,
    document_id uuid NOT NULL,
    event text NOT NULL,
    reverses uuid,
    PRIMARY KEY (entity_id, id),
    UNIQUE (entity_id, seq),
    UNIQUE (entity_id, fiscal_year, voucher_type, voucher_n),
    CHECK ((voucher_type IS NULL) = (voucher_n IS NULL) AND (voucher_n IS NULL) = (voucher_no IS NULL)),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, reverses) REFERENCES journal_entries (entity_id, id)
);
CREATE INDEX journal_entries_document ON journal_entries (entity_id, document_id);
CREATE INDEX journal_entries_day ON journal_entries (entity_id, posted_on);
COMMENT ON TABLE journal_entries IS 'Entries of the journal; vouchers where they have financial lines. Never changed (W-1.3).';
COMMENT ON COLUMN journal_entries.entity_id IS 'The entity.';
COMMENT ON COLUMN journal_entries.id IS 'Its id.';
COMMENT ON COLUMN journal_entries.seq IS 'Order within the entity, from 1.';
COMMENT ON COLUMN journal_entries.posted_on IS 'Posting date, the day of entry (W-1.4).';
COMMENT ON COLUMN journal_entries.fiscal_year IS 'Year of the books, Buddhist.';
COMMENT ON COLUMN journal_entries.voucher_type IS 'RV, AP, PV, JV.';
COMMENT ON COLUMN journal_entries.voucher_n IS 'Running number of the type and year.';
COMMENT ON COLUMN journal_entries.voucher_no IS 'As printed.';
COMMENT ON COLUMN journal_entries.document_id IS 'The document that caused it.';
COMMENT ON COLUMN journal_entries.event IS 'What happened.';
COMMENT ON COLUMN journal_entries.reverses IS 'The entry it mirrors, wholly or in part.';

CREATE TABLE budget_lines (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    code text NOT NULL,
    fiscal_year int NOT NULL,
    fund text NOT NULL CHECK (fund IN ('bud', 'spc', 'sub', 'carry_bud', 'carry_sub', 'acc',
        'acc_old', 'res', 'loan', 'don', 'unit')),
    work text NOT NULL,
    expenditure_type text NOT NULL,
    project text,
    department_id uuid NOT NULL,
    name_th text NOT NULL,
    explanation text NOT NULL DEFAULT '',
    opened_by uuid NOT NULL,
    PRIMARY KEY (entity_id, id),
    UNIQUE (entity_id, fiscal_year, code),
    FOREIGN KEY (entity_id, department_id) REFERENCES departments (entity_id, id),
    FOREIGN KEY (entity_id, opened_by) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE budget_lines IS 'The smallest units of control: fund, work, type, project (budget-classification 1). In force from the document that opened them.';
COMMENT ON COLUMN budget_lines.entity_id IS 'The entity.';
COMMENT ON COLUMN budget_lines.id IS 'Its id.';
COMMENT ON COLUMN budget_lines.code IS 'Short code within entity and year.';
COMMENT ON COLUMN budget_lines.fiscal_year IS 'Buddhist year of the budget.';
COMMENT ON COLUMN budget_lines.fund IS 'Fund source.';
COMMENT ON COLUMN budget_lines.work IS 'Work, five digits.';
COMMENT ON COLUMN budget_lines.expenditure_type IS 'Type, six digits.';
COMMENT ON COLUMN budget_lines.project IS 'Project or item.';
COMMENT ON COLUMN budget_lines.department_id IS 'Who spends it.';
COMMENT ON COLUMN budget_lines.name_th IS 'Name.';
COMMENT ON COLUMN budget_lines.explanation IS 'Kham chi-chaeng.';
COMMENT ON COLUMN budget_lines.opened_by IS 'The act that put it in force.';

CREATE TABLE journal_lines (
    entity_id uuid NOT NULL REFERENCES entities (id),
    entry_id uuid NOT NULL,
    line_no int NOT NULL,
    posted_on date NOT NULL,
    ledger text NOT NULL CHECK (ledger IN ('financial', 'budgetary', 'cash')),
    account text NOT NULL,
    bank_account_id uuid,
    budget_line_id uuid,
    reference text,
    debit numeric(18, 2) NOT NULL,
    credit numeric(18, 2) NOT NULL,
    source_id uuid NOT NULL,
    dimension text NOT NULL GENERATED ALWAYS AS
        (coalesce(bank_account_id::text, budget_line_id::text, reference, '')) STORED,
    chart_account text GENERATED ALWAYS AS
        (CASE WHEN ledger = 'financial' THEN account END) STORED REFERENCES accounts (code),
    PRIMARY KEY (entity_id, entry_id, line_no),
    CHECK (debit >= 0 AND credit >= 0 AND (debit = 0) <> (credit = 0)),
    CHECK ((budget_line_id IS NOT NULL) = (ledger = 'budgetary')),
    CHECK (ledger <> 'budgetary' OR account IN ('approved', 'supplementary', 'transfer_in',
        'transfer_out', 'obligated', 'disbursed', 'available')),
    CHECK (ledger <> 'cash' OR account = 'MONEY' OR account ~ '^[RP]:'),
    FOREIGN KEY (entity_id, entry_id) REFERENCES journal_entries (entity_id, id),
    FOREIGN KEY (entity_id, source_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, bank_account_id) REFERENCES bank_accounts (entity_id, id),
    FOREIGN KEY (entity_id, budget_line_id) REFERENCES budget_lines (entity_id, id)
);
CREATE INDEX journal_lines_account ON journal_lines (entity_id, ledger, account, posted_on);
CREATE INDEX journal_lines_source ON journal_lines (entity_id, source_id);
CREATE INDEX journal_lines_budget_line ON journal_lines (entity_id, budget_line_id)
    WHERE budget_line_id IS NOT NULL;
COMMENT ON TABLE journal_lines IS 'Lines of the three books; debits equal credits in each book of each entry. Never changed.';
COMMENT ON COLUMN journal_lines.entity_id IS 'The entity.';
COMMENT ON COLUMN journal_lines.entry_id IS 'The entry.';
COMMENT ON COLUMN journal_lines.line_no IS 'Order.';
COMMENT ON COLUMN journal_lines.posted_on IS 'Posting date of the entry.';
COMMENT ON COLUMN journal_lines.ledger IS 'Which book.';
COMMENT ON COLUMN journal_lines.account IS 'Chart account, budget word or report code.';
COMMENT ON COLUMN journal_lines.bank_account_id IS 'For money at banks.';
COMMENT ON COLUMN journal_lines.budget_line_id IS 'In the budgetary book.';
COMMENT ON COLUMN journal_lines.reference IS 'Key of a sub-ledger.';
COMMENT ON COLUMN journal_lines.debit IS 'Baht.';
COMMENT ON COLUMN journal_lines.credit IS 'Baht.';
COMMENT ON COLUMN journal_lines.source_id IS 'The document the line stems from: one receipt of a summary.';
COMMENT ON COLUMN journal_lines.dimension IS 'What the balance is kept by.';
COMMENT ON COLUMN journal_lines.chart_account IS 'The account where the chart has it.';

CREATE TABLE balances (
    entity_id uuid NOT NULL REFERENCES entities (id),
    period date NOT NULL CHECK (period = date_trunc('month', period)),
    ledger text NOT NULL,
    account text NOT NULL,
    dimension text NOT NULL,
    debit numeric(18, 2) NOT NULL,
    credit numeric(18, 2) NOT NULL,
    PRIMARY KEY (entity_id, ledger, account, dimension, period)
) WITH (fillfactor = 50);
COMMENT ON TABLE balances IS 'Derived: sums of journal lines by month.';
COMMENT ON COLUMN balances.entity_id IS 'The entity.';
COMMENT ON COLUMN balances.period IS 'First day of the month.';
COMMENT ON COLUMN balances.ledger IS 'Which book.';
COMMENT ON COLUMN balances.account IS 'Account.';
COMMENT ON COLUMN balances.dimension IS 'Bank account, budget line or reference.';
COMMENT ON COLUMN balances.debit IS 'Sum of debits in baht.';
COMMENT ON COLUMN balances.credit IS 'Sum of credits in baht.';

CREATE TABLE current_balances (
    entity_id uuid NOT NULL REFERENCES entities (id),
    ledger text NOT NULL,
    account text NOT NULL,
    dimension text NOT NULL,
    debit numeric(18, 2) NOT NULL,
    credit numeric(18, 2) NOT NULL,
    limit_side text CHECK (limit_side IN ('D', 'C')),
    PRIMARY KEY (entity_id, ledger, account, dimension),
    CONSTRAINT current_balances_limit CHECK (
        limit_side IS NULL
        OR (limit_side = 'D' AND debit >= credit)
        OR (limit_side = 'C' AND credit >= debit))
) WITH (fillfactor = 50);
COMMENT ON TABLE current_balances IS 'Derived: sums of all journal lines; where a limit stands, the balance cannot leave its side.';
COMMENT ON COLUMN current_balances.entity_id IS 'The entity.';
COMMENT ON COLUMN current_balances.ledger IS 'Which book.';
COMMENT ON COLUMN current_balances.account IS 'Account.';
COMMENT ON COLUMN current_balances.dimension IS 'Bank account, budget line or reference.';
COMMENT ON COLUMN current_balances.debit IS 'Sum of debits in baht.';
COMMENT ON COLUMN current_balances.credit IS 'Sum of credits in baht.';
COMMENT ON COLUMN current_balances.limit_side IS 'The side the balance must stay on, from account_limits.';
