-- A role counts from a day to a day, and decides up to an amount.
ALTER TABLE role_assignments
    ADD COLUMN amount_ceiling numeric(18, 2),
    ADD COLUMN valid_from date,
    ADD COLUMN valid_until date,
    ADD CONSTRAINT role_assignments_ceiling CHECK (amount_ceiling > 0),
    ADD CONSTRAINT role_assignments_days CHECK (valid_from <= valid_until);
COMMENT ON COLUMN role_assignments.amount_ceiling IS 'The largest amount that is decided with it; none when any.';
COMMENT ON COLUMN role_assignments.valid_from IS 'First day it counts; none when always.';
COMMENT ON COLUMN role_assignments.valid_until IS 'Last day it counts; none when always.';
COMMENT ON CONSTRAINT role_assignments_ceiling ON role_assignments IS 'field:amount_ceiling:not_positive';
COMMENT ON CONSTRAINT role_assignments_days ON role_assignments IS 'field:valid_until:impossible_day';
COMMENT ON CONSTRAINT role_assignments_entity_id_department_id_fkey ON role_assignments IS 'field:department_id:unknown_value';

ALTER TABLE posts
    ADD COLUMN amount_ceiling numeric(18, 2),
    ADD COLUMN valid_from date,
    ADD COLUMN valid_until date;
COMMENT ON COLUMN posts.amount_ceiling IS 'The largest amount that is decided with it; none when any.';
COMMENT ON COLUMN posts.valid_from IS 'First day it counts; none when always.';
COMMENT ON COLUMN posts.valid_until IS 'Last day it counts; none when always.';
