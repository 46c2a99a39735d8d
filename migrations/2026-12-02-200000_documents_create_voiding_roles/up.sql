-- Who may void what has no effect yet, so that the database can ask it too; the rows are those of
-- `voiding_roles.csv`.
CREATE TABLE voiding_roles (
    kind text NOT NULL,
    role text NOT NULL,
    is_of_department boolean NOT NULL,
    PRIMARY KEY (kind, role)
);
COMMENT ON TABLE voiding_roles IS 'Which roles may void a document that has no effect yet (W-7.4).';
COMMENT ON COLUMN voiding_roles.kind IS 'Kind of document.';
COMMENT ON COLUMN voiding_roles.role IS 'A role that may.';
COMMENT ON COLUMN voiding_roles.is_of_department IS 'Only documents of the department the role is limited to.';
