-- STATE: DISABLE, or ENABLE again, what is asked at each commit and changes nothing.
DO $$
DECLARE
    line record;
BEGIN
    FOR line IN SELECT t.tgrelid::regclass AS of, t.tgname FROM pg_trigger AS t
            WHERE t.tgdeferrable AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'D') LOOP
        EXECUTE format('ALTER TABLE %s STATE TRIGGER %I', line.of, line.tgname);
    END LOOP;
END $$;
