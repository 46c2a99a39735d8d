DROP TABLE voiding_roles;
