-- What can be drawn on in parts. What exists is a balance: of the books where they have it, else of
-- a fourth book, the register. What is reserved by a document on its way is kept beside it.

ALTER TABLE posting_rules DROP CONSTRAINT posting_rules_ledger_check,
    ADD CONSTRAINT posting_rules_ledger_check
        CHECK (ledger IN ('financial', 'budgetary', 'cash', 'register'));

ALTER TABLE journal_lines DROP CONSTRAINT journal_lines_ledger_check,
    ADD CONSTRAINT journal_lines_ledger_check
        CHECK (ledger IN ('financial', 'budgetary', 'cash', 'register')),
    ADD CONSTRAINT journal_lines_register_check
        CHECK (ledger <> 'register' OR account = 'claims' AND reference IS NULL
            OR account ~ '^claim\.' AND reference IS NOT NULL);

CREATE INDEX journal_lines_register ON journal_lines (entity_id, account, reference)
    WHERE ledger = 'register';

ALTER TABLE journal_entries ADD COLUMN is_register boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN journal_entries.is_register IS 'Has lines of the register alone: it moves no money, so a signed day does not forbid it, and lists of the books leave it out.';

CREATE TABLE claims (
    entity_id uuid NOT NULL REFERENCES entities (id),
    ledger text NOT NULL,
    account text NOT NULL,
    dimension text NOT NULL,
    document_id uuid NOT NULL,
    label text NOT NULL,
    party_id uuid,
    party_name text,
    bank_account_id uuid,
    carries uuid[] NOT NULL,
    PRIMARY KEY (entity_id, ledger, account, dimension),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id),
    FOREIGN KEY (entity_id, party_id) REFERENCES parties (entity_id, id),
    FOREIGN KEY (entity_id, bank_account_id) REFERENCES bank_accounts (entity_id, id)
);
CREATE INDEX claims_document ON claims (entity_id, document_id);
COMMENT ON TABLE claims IS 'What a balance that can be drawn on is called: a signed cheque, an advance, a contract; as it was when it came into being.';
COMMENT ON COLUMN claims.entity_id IS 'The entity.';
COMMENT ON COLUMN claims.ledger IS 'The book its balance is in.';
COMMENT ON COLUMN claims.account IS 'The account of its balance.';
COMMENT ON COLUMN claims.dimension IS 'What the balance is kept by: the document or the part.';
COMMENT ON COLUMN claims.document_id IS 'The document it stems from.';
COMMENT ON COLUMN claims.label IS 'What people call it: a number.';
COMMENT ON COLUMN claims.party_id IS 'Whose it is, where registered.';
COMMENT ON COLUMN claims.party_name IS 'Whose it is.';
COMMENT ON COLUMN claims.bank_account_id IS 'The account it is drawn on, for cheques and slips.';
COMMENT ON COLUMN claims.carries IS 'Documents that pass, from the document it stems from, to the one that uses it up: the requests of a cheque.';

CREATE TABLE reservations (
    entity_id uuid NOT NULL REFERENCES entities (id),
    document_id uuid NOT NULL,
    ledger text NOT NULL,
    account text NOT NULL,
    dimension text NOT NULL,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    used numeric(18, 2) NOT NULL CHECK (used BETWEEN 0 AND amount),
    released_at timestamptz,
    PRIMARY KEY (entity_id, document_id, ledger, account, dimension),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
CREATE INDEX reservations_open ON reservations (entity_id, ledger, account, dimension)
    WHERE released_at IS NULL;
COMMENT ON TABLE reservations IS 'What a document on its way keeps for itself of a limited balance until it draws on it or leaves its route.';
COMMENT ON COLUMN reservations.entity_id IS 'The entity.';
COMMENT ON COLUMN reservations.document_id IS 'The document.';
COMMENT ON COLUMN reservations.ledger IS 'The book of the balance.';
COMMENT ON COLUMN reservations.account IS 'The account of the balance.';
COMMENT ON COLUMN reservations.dimension IS 'What the balance is kept by.';
COMMENT ON COLUMN reservations.amount IS 'Baht reserved.';
COMMENT ON COLUMN reservations.used IS 'Baht of it that were drawn by postings that stem from the document.';
COMMENT ON COLUMN reservations.released_at IS 'When it left its route.';

ALTER TABLE current_balances ADD COLUMN reserved numeric(18, 2) NOT NULL DEFAULT 0
        CHECK (reserved >= 0),
    DROP CONSTRAINT current_balances_limit,
    ADD CONSTRAINT current_balances_limit CHECK (
        limit_side IS NULL AND reserved = 0
        OR limit_side = 'D' AND debit - credit >= reserved
        OR limit_side = 'C' AND credit - debit >= reserved);
COMMENT ON COLUMN current_balances.reserved IS 'Baht of it that documents on their way have reserved.';
COMMENT ON CONSTRAINT current_balances_limit ON current_balances IS 'problem:limit_reached';
CREATE INDEX current_balances_open ON current_balances (entity_id, ledger, account)
    WHERE debit <> credit;

ALTER TABLE account_limits ADD COLUMN draws_stay boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN account_limits.draws_stay IS 'What was drawn stays drawn when the document that drew it is voided: a cheque handed over is gone.';
