-- Which roles take which step (W-1.6); the rows are those of `step_roles.csv`, which the program's
-- routes are held equal to.
CREATE TABLE step_roles (
    kind text NOT NULL,
    route text NOT NULL,
    step text NOT NULL,
    role text NOT NULL,
    is_of_department boolean NOT NULL,
    decides boolean NOT NULL,
    PRIMARY KEY (kind, route, step, role)
);
COMMENT ON TABLE step_roles IS 'Which roles take which step of a document, by the route it takes (W-1.6).';
COMMENT ON COLUMN step_roles.kind IS 'Kind of document.';
COMMENT ON COLUMN step_roles.route IS 'The route: ordinary, or the name of another one (documents.route).';
COMMENT ON COLUMN step_roles.step IS 'The step.';
COMMENT ON COLUMN step_roles.role IS 'A role that takes it.';
COMMENT ON COLUMN step_roles.is_of_department IS 'Only of documents of the department the role is limited to.';
COMMENT ON COLUMN step_roles.decides IS 'It decides on the amount: role_assignments.amount_ceiling counts.';
