DO $$
DECLARE
    number record;
BEGIN
    FOR number IN
        SELECT c.relname AS of, n.conname AS name FROM pg_class AS c JOIN pg_constraint AS n ON n.conrelid = c.oid
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND n.conname = c.relname || '_' || a.attname || '_number'
        WHERE c.relnamespace = 'public'::regnamespace AND n.contype = 'c'
    LOOP
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', number.of, number.name);
    END LOOP;
END $$;
