-- A forgotten password repeats the first log-in (W-2, step 4).

ALTER TABLE login_attempts ADD COLUMN sets_password boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN login_attempts.sets_password IS 'A new password is wanted although there is one.';
