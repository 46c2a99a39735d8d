-- What a step is and where it leads, so that the database can tell a step from a leap; the rows are
-- those of `step_roles.csv`.
ALTER TABLE step_roles
    ADD COLUMN place int NOT NULL DEFAULT 0,
    ADD COLUMN action text NOT NULL DEFAULT '',
    ADD COLUMN becomes text NOT NULL DEFAULT '',
    ADD COLUMN takes_effect boolean NOT NULL DEFAULT false,
    ADD COLUMN posts boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN step_roles.place IS 'Its place in the route, from 1.';
COMMENT ON COLUMN step_roles.action IS 'What taking it is.';
COMMENT ON COLUMN step_roles.becomes IS 'The status the document has afterwards.';
COMMENT ON COLUMN step_roles.takes_effect IS 'It has effects on budget or books.';
COMMENT ON COLUMN step_roles.posts IS 'It writes entries.';
