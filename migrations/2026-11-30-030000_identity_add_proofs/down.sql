ALTER TABLE login_devices DROP COLUMN id;
ALTER TABLE step_roles DROP COLUMN needs_proof;
ALTER TABLE sessions DROP COLUMN proved_at;
