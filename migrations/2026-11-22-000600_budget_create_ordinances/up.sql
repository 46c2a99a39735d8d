CREATE TABLE ordinances (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    ordinance_no text NOT NULL,
    approved_on date NOT NULL,
    total numeric(18, 2) NOT NULL CHECK (total > 0),
    PRIMARY KEY (entity_id, document_id),
    FOREIGN KEY (entity_id, document_id) REFERENCES documents (entity_id, id)
);
COMMENT ON TABLE ordinances IS 'Annual budget ordinances.';
COMMENT ON COLUMN ordinances.entity_id IS 'The entity.';
COMMENT ON COLUMN ordinances.document_id IS 'The document.';
COMMENT ON COLUMN ordinances.ordinance_no IS 'Number of the ordinance.';
COMMENT ON COLUMN ordinances.approved_on IS 'Day of approval.';
COMMENT ON COLUMN ordinances.total IS 'Control total in baht.';

CREATE TABLE ordinance_estimates (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    revenue_type text NOT NULL,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (entity_id, document_id, line_no),
    FOREIGN KEY (entity_id, document_id) REFERENCES ordinances (entity_id, document_id)
);
COMMENT ON TABLE ordinance_estimates IS 'Revenue estimates of an ordinance.';
COMMENT ON COLUMN ordinance_estimates.entity_id IS 'The entity.';
COMMENT ON COLUMN ordinance_estimates.document_id IS 'The ordinance.';
COMMENT ON COLUMN ordinance_estimates.line_no IS 'Order.';
COMMENT ON COLUMN ordinance_estimates.revenue_type IS 'Revenue type.';
COMMENT ON COLUMN ordinance_estimates.amount IS 'Baht.';

CREATE TABLE ordinance_lines (
    entity_id uuid NOT NULL,
    document_id uuid NOT NULL,
    line_no int NOT NULL,
    budget_line_id uuid NOT NULL,
    code text NOT NULL,
    fund text NOT NULL CHECK (fund IN ('bud', 'spc')),
    work text NOT NULL,
    expenditure_type text NOT NULL,
    project text,
    department_id uuid NOT NULL,
    name_th text NOT NULL,
    explanation text NOT NULL,
    amount numeric(18, 2) NOT NULL CHECK (amount > 0),
    PRIMARY KEY (entity_id, document_id, line_no),
    FOREIGN KEY (entity_id, document_id) REFERENCES ordinances (entity_id, document_id),
    FOREIGN KEY (entity_id, department_id) REFERENCES departments (entity_id, id)
);
COMMENT ON TABLE ordinance_lines IS 'Appropriations of an ordinance.';
COMMENT ON COLUMN ordinance_lines.entity_id IS 'The entity.';
COMMENT ON COLUMN ordinance_lines.document_id IS 'The ordinance.';
COMMENT ON COLUMN ordinance_lines.line_no IS 'Order.';
COMMENT ON COLUMN ordinance_lines.budget_line_id IS 'Id of the budget line it opens.';
COMMENT ON COLUMN ordinance_lines.code IS 'Short code.';
COMMENT ON COLUMN ordinance_lines.fund IS 'Fund source.';
COMMENT ON COLUMN ordinance_lines.work IS 'Work.';
COMMENT ON COLUMN ordinance_lines.expenditure_type IS 'Type.';
COMMENT ON COLUMN ordinance_lines.project IS 'Project.';
COMMENT ON COLUMN ordinance_lines.department_id IS 'Who spends it.';
COMMENT ON COLUMN ordinance_lines.name_th IS 'Name.';
COMMENT ON COLUMN ordinance_lines.explanation IS 'Why and on what legal basis (W-3.1).';
COMMENT ON COLUMN ordinance_lines.amount IS 'Baht.';
