-- Puts into the record what migrations do to recorded tables. `laas migrate` runs this first, in its
-- one transaction, calls `migrating_record` after each migration and `migrating_finish` at the end.
-- A table whose shape changed is one line: its name, tab, {name, rename, drop, add}. A row that was
-- written is a line as capture_changes makes them. Everything here lives as long as the connection.
--
-- laas.unrecorded: the tables that policies.sql declares derived, copied or of the directory.

-- The recorded tables as they are now; columns by number, which they keep for life.
CREATE TEMP VIEW migrating_now AS
SELECT c.oid AS rel, c.relname::text AS name, c.relfilenode AS file, k.key, k.expression,
    a.columns, a.types
FROM pg_class AS c
JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
CROSS JOIN LATERAL (
    SELECT array_agg(p.attnum::text ORDER BY p.place) AS key,
        format('jsonb_build_array(%s)', string_agg(format('x.%I', t.attname), ', ' ORDER BY p.place))
            AS expression
    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS p(attnum, place)
    JOIN pg_attribute AS t ON t.attrelid = c.oid AND t.attnum = p.attnum) AS k
CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(t.attnum, t.attname) AS columns,
        jsonb_object_agg(t.attnum, jsonb_build_array(format_type(t.atttypid, NULL), t.atttypmod)) AS types
    FROM pg_attribute AS t WHERE t.attrelid = c.oid AND t.attnum > 0 AND NOT t.attisdropped) AS a
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND c.relname <> ALL (current_setting('laas.unrecorded')::text[])
  AND EXISTS (SELECT FROM pg_attribute AS t WHERE t.attrelid = c.oid AND t.attname = 'entity_id');

-- The same as they were before the migration that runs.
CREATE TEMP TABLE migrating_before AS TABLE migrating_now;

-- Rows written since, and as they were found when they were first written: values by column number,
-- none for a new row.
CREATE TEMP TABLE migrating_touched (
    rel oid, key jsonb, found jsonb, PRIMARY KEY (rel, key)
);

-- The lines to be recorded; those without an entity concern every one.
CREATE TEMP TABLE migrating_lines (
    n bigint GENERATED ALWAYS AS IDENTITY, migration text, entity_id uuid, line text
);

-- Notes the rows a statement wrote: as they were found (argument `found`), or only that they are.
CREATE FUNCTION pg_temp.migrating_touch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    t migrating_now;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'laas:truncated_%', TG_TABLE_NAME;
    END IF;
    SELECT * INTO STRICT t FROM migrating_now WHERE rel = TG_RELID;
    INSERT INTO migrating_touched
    SELECT TG_RELID, k.key, CASE TG_ARGV[0] WHEN 'found' THEN v.found END
    FROM (SELECT to_jsonb(changed.*) AS image FROM changed OFFSET 0) AS i
    CROSS JOIN LATERAL (SELECT jsonb_object_agg(c.key, i.image -> c.value) AS found
        FROM jsonb_each_text(t.columns) AS c) AS v
    CROSS JOIN LATERAL (SELECT jsonb_agg(v.found -> p.attnum ORDER BY p.place) AS key
        FROM unnest(t.key) WITH ORDINALITY AS p(attnum, place)) AS k
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- Watches every recorded table; the trigger for what was found fires first.
CREATE FUNCTION pg_temp.migrating_watch() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t regclass;
BEGIN
    FOR t IN SELECT rel FROM migrating_now LOOP
        EXECUTE format('
            CREATE OR REPLACE TRIGGER migrating_delete AFTER DELETE ON %1$s
                REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
                EXECUTE FUNCTION pg_temp.migrating_touch(found);
            CREATE OR REPLACE TRIGGER migrating_found AFTER UPDATE ON %1$s
                REFERENCING OLD TABLE AS changed FOR EACH STATEMENT
                EXECUTE FUNCTION pg_temp.migrating_touch(found);
            CREATE OR REPLACE TRIGGER migrating_insert AFTER INSERT ON %1$s
                REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
                EXECUTE FUNCTION pg_temp.migrating_touch(made);
            CREATE OR REPLACE TRIGGER migrating_made AFTER UPDATE ON %1$s
                REFERENCING NEW TABLE AS changed FOR EACH STATEMENT
                EXECUTE FUNCTION pg_temp.migrating_touch(made);
            CREATE OR REPLACE TRIGGER migrating_truncate BEFORE TRUNCATE ON %1$s
                FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.migrating_touch()', t);
    END LOOP;
END $$;

-- Does a value print the same after its column changed its type? Both as [type, modifier].
CREATE FUNCTION pg_temp.migrating_prints_same(before jsonb, after jsonb) RETURNS boolean
LANGUAGE sql AS $$
    SELECT before = after
        OR before ->> 0 IN ('smallint', 'integer', 'bigint')
            AND after ->> 0 IN ('smallint', 'integer', 'bigint')
        OR before ->> 0 IN ('text', 'character varying') AND after ->> 0 IN ('text', 'character varying')
        -- The lower bits of the modifier are the decimals; without one a value keeps its own.
        OR before ->> 0 = 'numeric' AND after ->> 0 = 'numeric' AND (after ->> 1 = '-1'
            OR before ->> 1 <> '-1'
                AND ((before ->> 1)::int - 4) & 2047 = ((after ->> 1)::int - 4) & 2047)
$$;

-- What the migration did to one table: `b` before, `n` now.
CREATE FUNCTION pg_temp.migrating_compare(migration text, b migrating_before, n migrating_now)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    change jsonb;
    added jsonb := '{}';
    number text;
    value jsonb;
BEGIN
    IF n.rel IS NULL THEN
        RETURN '{"name": null, "rename": {}, "drop": [], "add": {}}';
    END IF;
    IF b.key <> n.key THEN
        RAISE EXCEPTION 'laas:rekeyed_%', n.name
            USING DETAIL = 'the key of a recorded table stays; make a new table and move the rows';
    END IF;
    SELECT c.key INTO number FROM jsonb_each(b.types) AS c WHERE n.types ? c.key
        AND NOT pg_temp.migrating_prints_same(c.value, n.types -> c.key) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'laas:retyped_%_%', n.name, n.columns ->> number
            USING DETAIL = 'add a column, fill it, and drop the old one in a later migration';
    END IF;
    -- Rows that were all written anew, as for a generated column, hold values of their own.
    IF b.file <> n.file AND EXISTS (SELECT FROM jsonb_object_keys(n.columns) AS k WHERE NOT b.columns ? k) THEN
        PERFORM pg_temp.migrating_touch_all(n, b.columns);
    END IF;
    -- Any other row holds what its new column was added with.
    FOR number IN SELECT k FROM jsonb_object_keys(n.columns) AS k WHERE NOT b.columns ? k LOOP
        EXECUTE format('SELECT to_jsonb(x.%I) FROM %s AS x WHERE NOT EXISTS (SELECT
            FROM migrating_touched AS t WHERE t.rel = $1 AND t.key = %s) LIMIT 1',
            n.columns ->> number, n.rel::regclass, n.expression) INTO value USING n.rel;
        added := added || jsonb_build_object(n.columns ->> number, value);
    END LOOP;
    SELECT jsonb_build_object('name', n.name, 'add', added,
        'rename', coalesce(jsonb_object_agg(c.value, n.columns -> c.key)
            FILTER (WHERE c.value <> n.columns ->> c.key), '{}'),
        'drop', coalesce(jsonb_agg(c.value) FILTER (WHERE NOT n.columns ? c.key), '[]'))
    INTO change FROM jsonb_each_text(b.columns) AS c;
    RETURN nullif(change, jsonb_build_object('name', b.name, 'add', '{}'::jsonb,
        'rename', '{}'::jsonb, 'drop', '[]'::jsonb));
END $$;

-- Notes every row of a table; of those that stood before, these columns.
CREATE FUNCTION pg_temp.migrating_touch_all(t migrating_now, columns jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO migrating_touched SELECT $1, %s, CASE WHEN $3 IS NOT NULL THEN
            (SELECT jsonb_object_agg(c.key, i.image -> c.value) FROM jsonb_each_text($2) AS c
             WHERE $3 ? c.key) END
        FROM %s AS x CROSS JOIN LATERAL (SELECT to_jsonb(x.*) AS image OFFSET 0) AS i
        ON CONFLICT DO NOTHING', t.expression, t.rel::regclass)
    USING t.rel, t.columns, columns;
END $$;

-- A line for each row that was written and is now another: as it was found in the shape the table
-- has now, and as it is.
CREATE FUNCTION pg_temp.migrating_rows(migration text, t migrating_now, added jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO migrating_lines (migration, entity_id, line)
        SELECT $1, (w.key ->> 0)::uuid,
            concat_ws(E''\t'', $2, w.key, coalesce(w.found, ''''), coalesce(w.image, ''''))
        FROM (SELECT k.key, encode(sha256(convert_to(g.grown::text, ''UTF8'')), ''hex'') AS found,
                  to_jsonb(x.*)::text AS image
              FROM migrating_touched AS k LEFT JOIN %s AS x ON %s = k.key
              CROSS JOIN LATERAL (SELECT jsonb_object_agg(c.value, CASE WHEN k.found ? c.key
                      THEN k.found -> c.key ELSE $3 -> c.value END) AS grown
                  FROM jsonb_each_text($4) AS c WHERE k.found IS NOT NULL) AS g
              WHERE k.rel = $5) AS w
        WHERE w.found IS DISTINCT FROM encode(sha256(convert_to(w.image, ''UTF8'')), ''hex'')
        ORDER BY w.key', t.rel::regclass, t.expression)
    USING migration, t.name, added, t.columns, t.rel;
END $$;

-- After a migration: what it did, as lines.
CREATE FUNCTION pg_temp.migrating_record(migration text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    b migrating_before;
    n migrating_now;
    change jsonb;
    dropped text;
BEGIN
    FOR n IN SELECT * FROM migrating_now WHERE rel NOT IN (SELECT rel FROM migrating_before) LOOP
        PERFORM pg_temp.migrating_touch_all(n, NULL);
        PERFORM pg_temp.migrating_rows(migration, n, '{}');
    END LOOP;
    FOR b IN SELECT * FROM migrating_before ORDER BY name LOOP
        SELECT * INTO n FROM migrating_now WHERE rel = b.rel;
        change := pg_temp.migrating_compare(migration, b, n);
        IF change IS NOT NULL THEN
            INSERT INTO migrating_lines (migration, line)
            VALUES (migration, concat_ws(E'\t', b.name, change));
        END IF;
        IF n.rel IS NOT NULL THEN
            PERFORM pg_temp.migrating_rows(migration, n, coalesce(change -> 'add', '{}'));
        END IF;
        IF n.rel IS NULL THEN
            dropped := b.name;
        ELSIF change -> 'drop' <> '[]' THEN
            dropped := b.name || '_' || (change -> 'drop' ->> 0);
        END IF;
    END LOOP;
    -- A row is proved by what was found in it. What it was filled from must still be there then.
    IF dropped IS NOT NULL AND EXISTS (SELECT FROM migrating_touched) THEN
        RAISE EXCEPTION 'laas:dropped_%: rows are written in the same migration; drop it in a later one',
            dropped;
    END IF;
    TRUNCATE migrating_touched, migrating_before;
    INSERT INTO migrating_before TABLE migrating_now;
    PERFORM pg_temp.migrating_watch();
END $$;

-- Whether migrations did anything to one of these tables.
CREATE FUNCTION pg_temp.migrating_wrote(tables text[]) RETURNS boolean LANGUAGE sql AS $$
    SELECT EXISTS (SELECT FROM migrating_lines WHERE split_part(line, E'\t', 1) = ANY (tables))
$$;

-- At the end: a record of each migration in the chain of every entity it concerns.
CREATE FUNCTION pg_temp.migrating_finish() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    m text;
    e uuid;
    t regclass;
    g text;
BEGIN
    FOR t, g IN SELECT tgrelid, tgname FROM pg_trigger WHERE tgname LIKE 'migrating\_%' LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', g, t);
    END LOOP;
    FOR m IN SELECT DISTINCT migration FROM migrating_lines ORDER BY 1 LOOP
        FOR e IN SELECT entity_id FROM entity_heads WHERE seq > 0
                   AND EXISTS (SELECT FROM migrating_lines WHERE migration = m AND entity_id IS NULL)
                 UNION SELECT entity_id FROM migrating_lines
                 WHERE migration = m AND entity_id IS NOT NULL ORDER BY 1 LOOP
            PERFORM set_config('laas.entity', e::text, true);
            PERFORM append_record(now(), NULL, 'migration/' || m, '', NULL, '', '',
                (SELECT string_agg(line, E'\n' ORDER BY entity_id IS NOT NULL, n) FROM migrating_lines
                 WHERE migration = m AND (entity_id = e OR entity_id IS NULL)));
        END LOOP;
    END LOOP;
END $$;

-- Nobody writes meanwhile, and a migration may write for every entity.
DO $$
DECLARE
    t regclass;
BEGIN
    IF to_regclass('entity_heads') IS NOT NULL THEN
        LOCK TABLE entity_heads IN EXCLUSIVE MODE;
    END IF;
    FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace
             AND relforcerowsecurity LOOP
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', t);
    END LOOP;
    PERFORM pg_temp.migrating_watch();
END $$;
