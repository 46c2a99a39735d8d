-- Which steps one person does not take of the same document (W-1.6); the rows are those of
-- `separated_duties.csv`, which the program's routes are held equal to.
CREATE TABLE separated_duties (
    kind text NOT NULL,
    step text NOT NULL,
    not_by text NOT NULL,
    is_of_paid boolean NOT NULL,
    PRIMARY KEY (kind, step, not_by, is_of_paid)
);
COMMENT ON TABLE separated_duties IS 'Which steps one person does not take of the same document, on any route of its kind (W-1.6).';
COMMENT ON COLUMN separated_duties.kind IS 'Kind of document.';
COMMENT ON COLUMN separated_duties.step IS 'The step.';
COMMENT ON COLUMN separated_duties.not_by IS 'Who had this duty does not take it: a step, or draft and payee (view duties_held).';
COMMENT ON COLUMN separated_duties.is_of_paid IS 'The duty is one of a document that this one pays.';
