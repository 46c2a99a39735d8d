COMMENT ON CONSTRAINT role_assignments_entity_id_department_id_fkey ON role_assignments IS NULL;
ALTER TABLE posts DROP COLUMN amount_ceiling, DROP COLUMN valid_from, DROP COLUMN valid_until;
ALTER TABLE role_assignments DROP COLUMN amount_ceiling, DROP COLUMN valid_from,
    DROP COLUMN valid_until;
