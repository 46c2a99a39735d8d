ALTER TABLE step_roles DROP COLUMN asks;
