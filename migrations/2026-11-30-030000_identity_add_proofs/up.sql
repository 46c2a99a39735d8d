-- Who somebody is was proved at a moment; what matters most asks for a proof of a moment ago
-- (trust.md section 4, step-up). Everybody sees and forgets the own browsers.
ALTER TABLE sessions ADD COLUMN proved_at timestamptz;
UPDATE sessions SET proved_at = created_at;
ALTER TABLE sessions ALTER COLUMN proved_at SET NOT NULL;
COMMENT ON COLUMN sessions.proved_at IS 'When the person last proved who that is, by password or ThaiD.';

ALTER TABLE step_roles ADD COLUMN needs_proof boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN step_roles.needs_proof IS 'Whoever takes it has proved a moment ago who that is.';

ALTER TABLE login_devices ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE login_devices ADD CONSTRAINT login_devices_id UNIQUE (id);
COMMENT ON COLUMN login_devices.id IS 'What it is called towards its owner.';
