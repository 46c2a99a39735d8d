DROP TABLE throttles;
DROP TABLE login_attempts;
DROP TABLE sessions;
DROP TABLE role_assignments;
DROP TABLE credentials;
DROP TABLE persons;
