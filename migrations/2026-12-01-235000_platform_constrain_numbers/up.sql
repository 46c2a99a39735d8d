-- `NaN` is a numeric, equal to itself and above every number: no limit, sign or balance refuses it, and what
-- it is added to is none any more. What stood before is left as it was recorded. A column made later brings
-- its own (api/tests/database/catalogue.rs).
DO $$
DECLARE
    number record;
BEGIN
    FOR number IN
        SELECT c.relname AS of, a.attname AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT a.attisdropped
          AND a.atttypid = 'numeric'::regtype
        ORDER BY 1, a.attnum
    LOOP
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I <> ''NaN'') NOT VALID',
            number.of, number.of || '_' || number.name || '_number', number.name);
    END LOOP;
END $$;
