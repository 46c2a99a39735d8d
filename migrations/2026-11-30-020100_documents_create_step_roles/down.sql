DROP TABLE step_roles;
