ALTER TABLE step_roles DROP COLUMN place, DROP COLUMN action, DROP COLUMN becomes,
    DROP COLUMN takes_effect, DROP COLUMN posts;
