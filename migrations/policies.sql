-- Row-level security, capture triggers and grants; dropped and created again after every migrate.
--
-- The schema is in three parts, so that organisations can be divided over servers: the directory
-- (who comes in at the door, and where to), lists that are the same on every server (of the nation,
-- and the names of entities and persons that books point to), and the books: every other table, each
-- row of one entity. A table of the books is captured unless it is declared derived here: recomputed
-- from facts, or proved by hashes that stand in facts.

DO $$
DECLARE
    derived CONSTANT text[] := ARRAY['entity_heads', 'records', 'balances', 'current_balances',
        'attachment_contents', 'search_texts'];
    directory CONSTANT text[] := ARRAY['credentials', 'login_attempts', 'login_devices', 'logins',
        'posts', 'program_keys', 'sessions', 'throttles'];
    copied CONSTANT text[] := ARRAY['account_limits', 'accounts', 'classifications', 'entities',
        'persons', 'posting_rules', 'separated_duties', 'step_roles', 'voiding_roles'];
    append_only CONSTANT text[] := ARRAY['records', 'journal_entries', 'journal_lines',
        'document_events', 'document_numbers', 'attachment_contents', 'party_editors',
        'party_account_changes', 'person_seals', 'entity_seals', 'user_reviews', 'user_review_rows',
        'deputies'];
    -- Their rows are written one or a few at a time.
    row_by_row CONSTANT text[] := ARRAY['documents', 'document_events', 'document_numbers',
        'journal_entries', 'number_series'];
    -- What decides about money and rights: that it stands in the record is asked at the commit, row by
    -- row; of the others `laas verify` finds it.
    deciding CONSTANT text[] := row_by_row || ARRAY['role_assignments', 'parties', 'bank_accounts',
        'reservations', 'document_takes', 'claims', 'budget_lines', 'entity_settings', 'deputies',
        'programs'];
    -- What functions write (functions.sql) and the server reads.
    owned CONSTANT text[] := ARRAY['records', 'balances', 'current_balances', 'search_texts',
        'number_series', 'documents', 'document_events', 'role_assignments', 'party_editors',
        'party_account_changes', 'person_seals', 'entity_seals', 'deputies', 'programs'];
    -- What the server changes of tables that it neither only adds to nor, as with bodies of documents,
    -- writes and deletes as a whole: rights as `GRANT` says them.
    narrow CONSTANT jsonb := '{
        "entity_heads": "INSERT (entity_id, hash), UPDATE (entity_id)",
        "entity_settings": "INSERT",
        "departments": "INSERT, UPDATE",
        "parties": "INSERT, UPDATE",
        "bank_accounts": "INSERT, UPDATE",
        "budget_lines": "INSERT",
        "number_formats": "INSERT, UPDATE (format)",
        "reservations": "INSERT, UPDATE (amount, used, released_at)",
        "claims": "INSERT, UPDATE (label, party_id, party_name, bank_account_id, carries, opened_by)",
        "document_takes": "INSERT, UPDATE (released_at, days)",
        "twins": "INSERT, DELETE",
        "absences": "INSERT, DELETE",
        "document_names": "INSERT, UPDATE (names)",
        "attachments": "INSERT, UPDATE (withdrawn_at)",
        "entities": "INSERT, UPDATE (practice_today)",
        "persons": "INSERT",
        "logins": "INSERT"}';
    -- What no step of a document causes, and who writes it: the roles that have the right
    -- (shared/src/permission.rs), everybody who works there, or nobody once an organisation is founded. All
    -- else somebody writes by name. What the server may not do so is the owner's (`laas appoint-head`).
    rights CONSTANT jsonb := '{
        "entity_settings": [],
        "departments": ["finance_head"],
        "parties": ["finance_officer", "revenue_officer", "procurement_officer", "department_clerk"],
        "bank_accounts": ["finance_head", "finance_officer"],
        "number_formats": ["finance_head"],
        "role_assignments": ["finance_head"],
        "deputies": ["finance_head"],
        "programs": ["finance_head"],
        "attachments": ["*"],
        "twins": ["*"]}';
    t text;
    key text;
    key_columns text;
    event text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'laas_app') THEN
        IF NOT (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN
            RAISE EXCEPTION 'laas:no_server_role: there is no role laas_app, and % may not make it; let an administrator: CREATE ROLE laas_app LOGIN PASSWORD ...',
                current_user;
        END IF;
        CREATE ROLE laas_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
    END IF;
    -- A role may set what it likes for itself, and it would stay; verification has yet to see it.
    IF current_database() !~ '^laas_definitions_' AND (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user)
       AND EXISTS (SELECT FROM pg_db_role_setting WHERE setrole = 'laas_app'::regrole) THEN
        ALTER ROLE laas_app RESET ALL;
        EXECUTE format('ALTER ROLE laas_app IN DATABASE %I RESET ALL', current_database());
    END IF;
    GRANT USAGE ON SCHEMA public TO laas_app;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM laas_app;
    -- A temporary table would pass for a real one before the triggers.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, laas_app', current_database());

    -- Stores beside the tables, in no record. Only a superuser may take these from everybody.
    FOR t IN SELECT p.oid::regprocedure FROM pg_proc AS p JOIN pg_roles AS o ON o.rolname = current_user
             WHERE p.pronamespace = 'pg_catalog'::regnamespace AND o.rolsuper
               AND p.proname ~ '^(lo_.*|lowrite|pg_logical_emit_message)$'
               AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS r
                           WHERE r.grantee = 0) LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', t);
    END LOOP;

    FOR t IN SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
               AND a.attname = 'entity_id' AND c.relname <> ALL (directory || copied) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('DROP POLICY IF EXISTS own_entity ON %I', t);
        EXECUTE format('CREATE POLICY own_entity ON %I USING (entity_id = laas_entity())', t);
        EXECUTE format('DROP POLICY IF EXISTS owner_reads ON %I', t);
        EXECUTE format('CREATE POLICY owner_reads ON %I FOR SELECT TO %I USING (true)', t, current_user);
        EXECUTE format('GRANT SELECT ON %I TO laas_app', t);
        IF t <> ALL (owned) THEN
            EXECUTE format('GRANT %s ON %I TO laas_app', coalesce(narrow ->> t,
                CASE WHEN t = ANY (append_only) THEN 'INSERT' ELSE 'INSERT, UPDATE, DELETE' END), t);
        END IF;
        SELECT string_agg(quote_literal(a.attname), ', ' ORDER BY k.place),
            string_agg(quote_ident(a.attname), ', ' ORDER BY k.place)
        INTO key, key_columns FROM pg_index AS i
            CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
            JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE i.indrelid = t::regclass AND i.indisprimary;
        EXECUTE format('CREATE OR REPLACE TRIGGER key_stays BEFORE UPDATE OF %s ON %I
            FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()', key_columns, t);
        CONTINUE WHEN t = ANY (derived);
        EXECUTE format('CREATE OR REPLACE TRIGGER by_right AFTER INSERT OR UPDATE OR DELETE ON %I
            FOR EACH ROW WHEN (session_user = ''laas_app'' AND %s) EXECUTE FUNCTION check_right(%s)', t,
            CASE WHEN rights ? t THEN 'true' ELSE 'laas_person() IS NULL' END,
            (SELECT string_agg(quote_literal(role), ', ' ORDER BY role)
             FROM jsonb_array_elements_text(coalesce(rights -> t, '["*"]')) AS role));
        FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
            EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %I %s
                EXECUTE FUNCTION capture_changes(%s)', 'capture_' || lower(event), event, t,
                CASE WHEN t = ANY (row_by_row) THEN 'FOR EACH ROW' ELSE 'REFERENCING '
                    || CASE event WHEN 'INSERT' THEN 'NEW TABLE AS changed'
                        WHEN 'DELETE' THEN 'OLD TABLE AS seen'
                        ELSE 'OLD TABLE AS seen NEW TABLE AS changed' END
                    || ' FOR EACH STATEMENT' END, key);
        END LOOP;
        IF t = ANY (deciding) THEN
            EXECUTE format('CREATE CONSTRAINT TRIGGER recorded AFTER INSERT OR UPDATE OR DELETE ON %I
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (session_user = ''laas_app'')
                EXECUTE FUNCTION check_recorded(%s)', t, key);
        END IF;
    END LOOP;

    FOREACH t IN ARRAY copied || ARRAY['logins', 'credentials', 'budget_line_status', 'documents_paid', 'funds_charged',
        'documents_taken', 'documents_voided', 'lines_opened', 'payees', 'accounts_changed', 'duties_done',
        'duties_held', 'amounts_requested', 'figures_posted', 'otherwise_posted']
            || ARRAY(SELECT v.viewname FROM pg_views AS v
                WHERE v.schemaname = 'public' AND v.viewname ~ '^amount_(of|beneath)_') LOOP
        EXECUTE format('GRANT SELECT ON %I TO laas_app', t);
        IF narrow ? t THEN
            EXECUTE format('GRANT %s ON %I TO laas_app', narrow ->> t, t);
        END IF;
    END LOOP;
    -- Of sessions and posts the server asks by functions alone.
    GRANT SELECT, INSERT, UPDATE, DELETE ON login_attempts, login_devices, throttles TO laas_app;
END $$;
