ALTER TABLE login_attempts DROP COLUMN sets_password;
