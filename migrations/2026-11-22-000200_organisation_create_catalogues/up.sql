-- Master data of the nation and reference data of entities.

CREATE TABLE classifications (
    scheme text NOT NULL CHECK (scheme IN ('fund_source', 'budget_plan', 'expenditure_type', 'revenue_type')),
    code text NOT NULL,
    name_th text NOT NULL,
    name_en text NOT NULL,
    parent text,
    default_account text,
    valid_from int NOT NULL DEFAULT 2500,
    valid_to int NOT NULL DEFAULT 2700,
    PRIMARY KEY (scheme, code)
);
COMMENT ON TABLE classifications IS 'National classifications: funds, works, expenditure and revenue types.';
COMMENT ON COLUMN classifications.scheme IS 'Which classification.';
COMMENT ON COLUMN classifications.code IS 'The code.';
COMMENT ON COLUMN classifications.name_th IS 'Thai name.';
COMMENT ON COLUMN classifications.name_en IS 'English name.';
COMMENT ON COLUMN classifications.parent IS 'The code or category above.';
COMMENT ON COLUMN classifications.default_account IS 'Ledger account proposed when used.';
COMMENT ON COLUMN classifications.valid_from IS 'First fiscal year it may be used in.';
COMMENT ON COLUMN classifications.valid_to IS 'Last fiscal year it may be used in.';

CREATE TABLE accounts (
    code text PRIMARY KEY,
    name_th text NOT NULL,
    name_en text NOT NULL,
    class text NOT NULL CHECK (class IN ('1', '2', '3', '4', '5')),
    normal_balance text NOT NULL CHECK (normal_balance IN ('D', 'C')),
    parent text,
    postable boolean NOT NULL
);
COMMENT ON TABLE accounts IS 'The national chart of accounts.';
COMMENT ON COLUMN accounts.code IS 'Ten digits when it takes postings.';
COMMENT ON COLUMN accounts.name_th IS 'Thai name.';
COMMENT ON COLUMN accounts.name_en IS 'English name.';
COMMENT ON COLUMN accounts.class IS '1 assets, 2 liabilities, 3 equity, 4 revenue, 5 expense.';
COMMENT ON COLUMN accounts.normal_balance IS 'The side it grows on.';
COMMENT ON COLUMN accounts.parent IS 'Heading above.';
COMMENT ON COLUMN accounts.postable IS 'Takes postings.';

CREATE TABLE departments (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    code text NOT NULL CHECK (code ~ '^[0-9]{2}$'),
    name_th text NOT NULL,
    PRIMARY KEY (entity_id, id),
    UNIQUE (entity_id, code)
);
COMMENT ON TABLE departments IS 'Departments of an entity.';
COMMENT ON COLUMN departments.entity_id IS 'The entity.';
COMMENT ON COLUMN departments.id IS 'Its id.';
COMMENT ON COLUMN departments.code IS 'Two digits; stands in the requester number.';
COMMENT ON COLUMN departments.name_th IS 'Name.';

CREATE TABLE parties (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    code text NOT NULL,
    name_th text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('payer', 'supplier', 'creditor', 'employee', 'government',
        'state_enterprise', 'affiliated_unit', 'payee_list')),
    taxpayer_kind text NOT NULL CHECK (taxpayer_kind IN ('none', 'individual', 'juristic')),
    vat_registered boolean NOT NULL,
    tax_id text CHECK (tax_id ~ '^[0-9]{13}$'),
    address text,
    PRIMARY KEY (entity_id, id),
    UNIQUE (entity_id, code)
);
COMMENT ON TABLE parties IS 'Payers and payees of an entity.';
COMMENT ON COLUMN parties.entity_id IS 'The entity.';
COMMENT ON COLUMN parties.id IS 'Its id.';
COMMENT ON COLUMN parties.code IS 'Short code.';
COMMENT ON COLUMN parties.name_th IS 'Name.';
COMMENT ON COLUMN parties.kind IS 'What it is; decides the payable account.';
COMMENT ON COLUMN parties.taxpayer_kind IS 'How it is taxed when paid.';
COMMENT ON COLUMN parties.vat_registered IS 'Its prices include VAT.';
COMMENT ON COLUMN parties.tax_id IS 'Tax or citizen number.';
COMMENT ON COLUMN parties.address IS 'Address.';

CREATE TABLE bank_accounts (
    entity_id uuid NOT NULL REFERENCES entities (id),
    id uuid NOT NULL,
    code text NOT NULL,
    name_th text NOT NULL,
    bank text NOT NULL,
    number text NOT NULL DEFAULT '',
    account text NOT NULL REFERENCES accounts (code)
        CHECK (account IN ('1101030101', '1101030102', '1101030901', '1104010101')),
    PRIMARY KEY (entity_id, id),
    UNIQUE (entity_id, code)
);
COMMENT ON TABLE bank_accounts IS 'Bank accounts of an entity.';
COMMENT ON COLUMN bank_accounts.entity_id IS 'The entity.';
COMMENT ON COLUMN bank_accounts.id IS 'Its id.';
COMMENT ON COLUMN bank_accounts.code IS 'Short code.';
COMMENT ON COLUMN bank_accounts.name_th IS 'Name of the account.';
COMMENT ON COLUMN bank_accounts.bank IS 'Name of the bank.';
COMMENT ON COLUMN bank_accounts.number IS 'Number at the bank.';
COMMENT ON COLUMN bank_accounts.account IS 'Ledger account.';
