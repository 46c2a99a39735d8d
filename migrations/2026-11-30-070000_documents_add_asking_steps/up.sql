-- A body is closed once it is handed in (policy of the database, too); a step that asks opens it.
ALTER TABLE step_roles ADD COLUMN asks boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN step_roles.asks IS 'Whoever takes it says what fields of the body are.';
