-- Functions and triggers; dropped and created again after every migrate. Those that a query cannot
-- take into itself are in PL/pgSQL, which keeps their plans; SQL would parse them at every call.
--
-- SECURITY DEFINER: the one way of the server to what it may not write itself (policies.sql). Such a
-- function sees through every wall and so says itself which organisation it is for; `pg_temp` stands
-- last, or a temporary table would pass for a real one.

-- The entity of this transaction; nothing is visible or writable without it.
CREATE OR REPLACE FUNCTION laas_entity() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('laas.entity', true), '')::uuid $$;

-- The person of this transaction; none where the system itself acts.
CREATE OR REPLACE FUNCTION laas_person() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('laas.person', true), '')::uuid $$;

-- A check at the commit sees what the organisation of the transaction may see, and that can be named anew
-- before it: behind another's wall it would find nothing to object to. Called at the head of every one.
CREATE OR REPLACE FUNCTION stands_in(entity uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF session_user = 'laas_app' AND entity IS DISTINCT FROM laas_entity() THEN
        RAISE EXCEPTION 'laas:forbidden';
    END IF;
    RETURN true;
END $$;

-- The hash of a text, as it stands in the record.
CREATE OR REPLACE FUNCTION image_hash(image text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE RETURN encode(sha256(convert_to(image, 'UTF8')), 'hex');

-- The key of a row as JSON: the columns named by a trigger's arguments, which count from 0. Keys of
-- two and three columns, nearly all, need no query.
CREATE OR REPLACE FUNCTION row_key(image jsonb, columns text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF cardinality(columns) = 2 THEN
        RETURN jsonb_build_array(image -> columns[0], image -> columns[1]);
    ELSIF cardinality(columns) = 3 THEN
        RETURN jsonb_build_array(image -> columns[0], image -> columns[1], image -> columns[2]);
    END IF;
    RETURN (SELECT jsonb_agg(image -> name) FROM unnest(columns) AS name);
END $$;

-- Collects what was changed, a line a row: table, key, the hash of the row as it was found, the row
-- as it was left; append_record puts the lines into the record. Arguments: the columns of the primary
-- key. Tables whose rows are written one at a time are captured row by row (policies.sql), which
-- needs no query; the others statement by statement, which needs one for any number of rows.
CREATE OR REPLACE FUNCTION capture_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part text;
    fields jsonb;
    was text;
    found text := '';
    image text;
BEGIN
    IF laas_entity() IS NULL THEN
        RAISE EXCEPTION 'laas:write_outside_record';
    END IF;
    -- Images carry times in UTC and bytes as hexadecimal. A SET clause of the function would cost a
    -- quarter of it.
    IF current_setting('TimeZone') <> 'UTC' OR current_setting('bytea_output') <> 'hex' THEN
        PERFORM set_config('TimeZone', 'UTC', true), set_config('bytea_output', 'hex', true);
    END IF;
    IF TG_LEVEL = 'ROW' THEN
        IF TG_OP <> 'INSERT' THEN
            fields := to_jsonb(OLD);
            was := fields;
            found := image_hash(was);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            fields := to_jsonb(NEW);
            image := fields;
        END IF;
        IF was IS DISTINCT FROM image THEN
            part := concat_ws(E'\t', TG_TABLE_NAME, row_key(fields, TG_ARGV), found,
                coalesce(image, ''));
        END IF;
    -- OFFSET 0: each image is made once. `.*`: the row, whatever its columns are called.
    ELSIF TG_OP = 'INSERT' THEN
        SELECT string_agg(concat_ws(E'\t', TG_TABLE_NAME, row_key(i.image, TG_ARGV), '', i.image),
            E'\n')
        INTO part FROM (SELECT to_jsonb(changed.*) AS image FROM changed OFFSET 0) AS i;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT string_agg(concat_ws(E'\t', TG_TABLE_NAME, row_key(i.image, TG_ARGV),
            image_hash(i.image::text), ''), E'\n')
        INTO part FROM (SELECT to_jsonb(seen.*) AS image FROM seen OFFSET 0) AS i;
    ELSE
        SELECT string_agg(concat_ws(E'\t', TG_TABLE_NAME, a.key, image_hash(b.image), a.image),
            E'\n')
        INTO part
        FROM (SELECT row_key(i.image, TG_ARGV) AS key, i.image::text AS image
              FROM (SELECT to_jsonb(seen.*) AS image FROM seen OFFSET 0) AS i OFFSET 0) AS b
        JOIN (SELECT row_key(i.image, TG_ARGV) AS key, i.image::text AS image
              FROM (SELECT to_jsonb(changed.*) AS image FROM changed OFFSET 0) AS i OFFSET 0) AS a
            ON a.key = b.key
        WHERE a.image <> b.image;
    END IF;
    IF part IS NOT NULL THEN
        part := set_config('laas.changes',
            concat_ws(E'\n', nullif(current_setting('laas.changes', true), ''), part), true);
    END IF;
    RETURN NULL;
END $$;

-- The text whose SHA-256 is the hash of a record (api/src/platform/record.rs): one field a line.
CREATE OR REPLACE FUNCTION record_text(r records) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN concat_ws(E'\n', 'laas-record/' || r.form, r.entity_id, r.seq,
        to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        coalesce(r.actor::text, ''), r.permission, r.subject, coalesce(r.idempotency_key, ''),
        r.request_hash, CASE r.form WHEN 1 THEN r.changes ELSE image_hash(r.changes) END,
        CASE r.form WHEN 1 THEN r.answer ELSE image_hash(r.answer) END,
        encode(r.previous_hash, 'hex'));
END $$;

-- Can something of this time be recorded after what was last recorded at that time? The clocks of
-- several servers, and the time a long body takes to arrive, are no fault; a clock that went back
-- behind the record is, and one that runs ahead of the database's would have every right clock refused
-- after it.
CREATE OR REPLACE FUNCTION is_clock_right(at timestamptz, last timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE AS $$
    SELECT at <= clock_timestamp() + interval '5 minutes'
        AND coalesce(last <= at + interval '5 minutes', true)
$$;

-- Is this the moment of the record that the transaction ends with? Whoever gives another one may want
-- to be believed what was so then.
CREATE OR REPLACE FUNCTION is_of_record(at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    -- Of the two called `at` the column is meant where nothing says which.
    SELECT is_of_record.at BETWEEN r.at - interval '5 minutes' AND r.at + interval '5 minutes'
    FROM entity_heads AS h JOIN records AS r ON r.entity_id = h.entity_id AND r.seq = h.seq
    WHERE h.entity_id = laas_entity()
$$;

-- Today where the organisation works: an organisation to practise in has its own.
CREATE OR REPLACE FUNCTION laas_today(at timestamptz) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT practice_today FROM entities WHERE id = laas_entity()),
        (at AT TIME ZONE 'Asia/Bangkok')::date);
END $$;

-- Is the day within these two, where they are given?
CREATE OR REPLACE FUNCTION is_within(first_day date, last_day date, day date) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(first_day <= day, true) AND coalesce(day <= last_day, true)
$$;

-- Locks the head of the organisation, if there is one yet, so that what is asked next stays so until the
-- commit, and says whether that was done at a right time: at no other than after what was recorded last.
CREATE OR REPLACE FUNCTION lock_head(at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    last_seq bigint;
BEGIN
    SELECT h.seq INTO last_seq FROM entity_heads AS h WHERE h.entity_id = laas_entity() FOR UPDATE;
    RETURN is_clock_right(at, (SELECT r.at FROM records AS r
        WHERE r.entity_id = laas_entity() AND r.seq = last_seq AND r.permission NOT LIKE 'migration/%'));
END $$;

-- Is this a program that the head of finance has let in, and that may still work here on this day?
CREATE OR REPLACE FUNCTION is_program(program uuid, day date) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM programs AS p WHERE p.entity_id = laas_entity() AND p.id = program
        AND p.withdrawn_on IS NULL AND day <= p.valid_until);
END $$;

-- Is this a draft that the program has made, of a kind whose drafts it may make today?
CREATE OR REPLACE FUNCTION is_program_draft(program uuid, document uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN is_program(program, laas_today(clock_timestamp()))
        AND EXISTS (SELECT FROM documents AS d
            JOIN programs AS p ON p.entity_id = d.entity_id AND p.id = d.created_by
            WHERE d.entity_id = laas_entity() AND d.id = document AND d.created_by = program
              AND d.status = 'draft' AND d.kind || ':edit' = ANY (string_to_array(p.scopes, ' ')));
END $$;

-- Begins a write: locks the head of the organisation; its writes are serial from here on. What the
-- person may do was decided by posts seen before the lock (written as in platform/access.rs): under
-- it they are the same still, or nothing is done. What a migration recorded, the owner did by another
-- clock.
CREATE OR REPLACE FUNCTION begin_write(at timestamptz, person uuid DEFAULT NULL,
    posts text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    last_seq bigint;
    last_at timestamptz;
    now_held text;
BEGIN
    -- Set by the watch of the disk (deploy/laas-room) while there is little room left.
    IF current_setting('laas.writing', true) = 'off' THEN
        RAISE EXCEPTION 'laas:storage_full';
    END IF;
    SELECT seq INTO last_seq FROM entity_heads WHERE entity_id = laas_entity() FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'laas:not_found';
    END IF;
    SELECT (SELECT r.at FROM records AS r WHERE r.entity_id = laas_entity() AND r.seq = last_seq
                AND r.permission NOT LIKE 'migration/%'),
        (SELECT string_agg(a.post, ',' ORDER BY a.post COLLATE "C")
         FROM (SELECT concat(role, ':', department_id, ':', amount_ceiling) AS post
               FROM role_assignments
               WHERE entity_id = laas_entity() AND person_id = person AND NOT is_suspended
                 AND CASE WHEN valid_from IS NULL AND valid_until IS NULL THEN true
                     ELSE is_within(valid_from, valid_until, laas_today(at)) END) AS a)
    INTO last_at, now_held;
    -- A program has no role, and what it was let in for.
    IF posts LIKE 'program:%' THEN
        SELECT 'program:' || p.scopes INTO now_held FROM programs AS p
        WHERE p.entity_id = laas_entity() AND p.id = person AND is_program(person, laas_today(at));
    END IF;
    IF NOT is_clock_right(at, last_at) THEN
        RAISE EXCEPTION 'laas:clock_wrong';
    ELSIF posts IS NOT NULL AND now_held IS NULL THEN
        RAISE EXCEPTION 'laas:unauthenticated';
    ELSIF posts <> now_held THEN
        RAISE EXCEPTION 'laas:rights_changed';
    END IF;
    PERFORM set_config('laas.at', at::text, true);
END $$;

-- Ends a write: appends the record of everything captured since the transaction began. Made in few
-- queries: each expression of a function is prepared anew by every transaction.
CREATE OR REPLACE FUNCTION append_record(
    at timestamptz, actor uuid, permission text, subject text, idempotency_key text,
    request_hash text, answer text, changes text DEFAULT current_setting('laas.changes', true)
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    r records;
BEGIN
    -- What the owner does, the server does not say it did; and what is done stands under the name of
    -- who did it.
    IF session_user = 'laas_app' AND (permission LIKE 'migration/%' OR permission = 'restore-entity'
       OR actor IS DISTINCT FROM laas_person()
       OR changes IS DISTINCT FROM current_setting('laas.changes', true)) THEN
        RAISE EXCEPTION 'laas:forbidden';
    END IF;
    -- The time is never before the record it follows: many small steps back are none.
    SELECT h.entity_id, h.seq + 1, date_trunc('microseconds', greatest(append_record.at, l.at)),
        append_record.actor, append_record.permission, append_record.subject,
        append_record.idempotency_key, append_record.request_hash,
        coalesce(append_record.changes, ''),
        CASE WHEN append_record.idempotency_key IS NULL THEN '' ELSE append_record.answer END, h.hash,
        NULL, 2
    INTO STRICT r
    FROM entity_heads AS h LEFT JOIN records AS l ON l.entity_id = h.entity_id AND l.seq = h.seq
        AND l.permission NOT LIKE 'migration/%'
    WHERE h.entity_id = laas_entity();
    IF NOT is_clock_right(at, r.at) THEN
        RAISE EXCEPTION 'laas:clock_wrong';
    END IF;
    r.hash := sha256(convert_to(record_text(r), 'UTF8'));
    WITH record AS (INSERT INTO records SELECT r.*)
    UPDATE entity_heads SET seq = r.seq, hash = r.hash WHERE entity_id = r.entity_id;
    PERFORM set_config('laas.changes', '', true);
    RETURN r.seq;
END $$;

-- A record begins at its beginning (api/src/platform/record.rs), with its organisation: no head stands on
-- what never was, nor beside what was there before.
CREATE OR REPLACE FUNCTION check_head_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM entities AS e WHERE e.id = NEW.entity_id
            AND e.xmin::text = pg_current_xact_id()::xid::text)
       OR NEW.seq <> 0 OR NEW.hash <> sha256(convert_to(E'laas-record/1\n' || NEW.entity_id, 'UTF8')) THEN
        RAISE EXCEPTION 'laas:forbidden';
    END IF;
    RETURN NEW;
END $$;

-- What the server writes into the books it writes for somebody by name, and what no step of a document
-- causes for somebody who has the right to it today (policies.sql). Nobody is named where an organisation
-- is founded, which is its first record. Arguments: the roles that have the right, `*` for every one;
-- none where the founding alone writes.
CREATE OR REPLACE FUNCTION check_right() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entity CONSTANT uuid := coalesce(NEW.entity_id, OLD.entity_id);
BEGIN
    IF EXISTS (SELECT FROM entity_heads AS h WHERE h.entity_id = entity AND h.seq = 0) THEN
        RETURN NULL;
    ELSIF laas_person() IS NULL OR TG_NARGS = 0 THEN
        RAISE EXCEPTION 'laas:forbidden';
    ELSIF NOT EXISTS (SELECT FROM role_assignments AS a
            WHERE a.entity_id = entity AND a.person_id = laas_person() AND NOT a.is_suspended
              AND (a.role = ANY (TG_ARGV) OR TG_ARGV[0] = '*')
              AND is_within(a.valid_from, a.valid_until, laas_today(clock_timestamp())))
       AND NOT (TG_ARGV[0] = '*' AND is_program(laas_person(), laas_today(clock_timestamp()))) THEN
        RAISE EXCEPTION 'laas:not_permitted';
    END IF;
    RETURN NULL;
END $$;

-- For tables to which rows are only ever added, and for keys: the record names every row that ever
-- was only as long as a row keeps its key for life.
CREATE OR REPLACE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'laas:immutable_%', TG_TABLE_NAME;
END $$;

-- Lines of an entry come with it, at once and complete: debits equal credits in each book (W-9),
-- the entry exists, the date is the entry's, and nothing is added later (W-1.3), whoever wrote it. An
-- entry of the register alone says so, and no other does: it may come on a signed day.
CREATE OR REPLACE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong text;
BEGIN
    SELECT CASE WHEN NOT l.balances THEN 'laas:unbalanced' ELSE 'laas:immutable_journal_entries' END
    INTO wrong FROM (
        SELECT entity_id, entry_id, bool_and(debit = credit) AS balances,
            bool_and(ledger = 'register') AS alone, min(first) AS first, max(last) AS last,
            sum(lines) AS lines
        FROM (SELECT entity_id, entry_id, ledger, sum(debit) AS debit, sum(credit) AS credit,
                  min(posted_on) AS first, max(posted_on) AS last, count(*) AS lines
              FROM new_rows GROUP BY 1, 2, 3) AS books
        GROUP BY 1, 2) AS l
    LEFT JOIN journal_entries AS e ON e.entity_id = l.entity_id AND e.id = l.entry_id
    WHERE NOT l.balances OR e.id IS NULL OR l.first <> e.posted_on OR l.last <> e.posted_on
        OR e.is_register <> l.alone OR e.xmin::text <> pg_current_xact_id()::xid::text
        OR l.lines <> (SELECT count(*) FROM journal_lines AS o
            WHERE o.entity_id = l.entity_id AND o.entry_id = l.entry_id)
    ORDER BY l.balances LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '%', wrong;
    END IF;
    RETURN NULL;
END $$;

-- Keeps what documents have reserved beside the balance, where the constraint on current_balances
-- judges both: what one document has reserved no other can draw.
CREATE OR REPLACE FUNCTION keep_reserved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanted int;
    found int;
BEGIN
    SELECT count(DISTINCT (entity_id, ledger, account, dimension)) INTO wanted FROM new_rows;
    UPDATE current_balances AS c
    SET reserved = coalesce((SELECT sum(r.amount - r.used) FROM reservations AS r
        WHERE r.entity_id = c.entity_id AND r.ledger = c.ledger AND r.account = c.account
          AND r.dimension = c.dimension AND r.released_at IS NULL), 0)
    FROM (SELECT DISTINCT entity_id, ledger, account, dimension FROM new_rows
        WHERE entity_id = laas_entity()) AS n
    WHERE c.entity_id = n.entity_id AND c.ledger = n.ledger AND c.account = n.account
      AND c.dimension = n.dimension;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF found <> wanted THEN
        RAISE EXCEPTION 'laas:nothing_to_reserve';
    END IF;
    RETURN NULL;
END $$;

-- An entry of a register is changed as it was read: each change counts on.
CREATE OR REPLACE FUNCTION check_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'laas:version_conflict';
    END IF;
    RETURN NEW;
END $$;

-- A bank account stays on the account on which its money was posted: the balances of its days are read
-- there (W-10.1).
CREATE OR REPLACE FUNCTION check_account_unposted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM current_balances AS b WHERE b.entity_id = OLD.entity_id
               AND b.ledger = 'financial' AND b.account = OLD.account AND b.dimension = OLD.id::text) THEN
        RAISE EXCEPTION 'laas:account_posted' USING DETAIL = OLD.account;
    END IF;
    RETURN NEW;
END $$;

-- The first day of the books as a document says it that is an opening statement.
CREATE OR REPLACE FUNCTION opened_from(document uuid) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT o.as_at FROM openings AS o
            WHERE o.entity_id = laas_entity() AND o.document_id = document);
END $$;

-- From which day on an entry that brings balances forward, or takes that back, is in the figures of
-- days: from the first day of the books, whatever day it was entered.
CREATE OR REPLACE FUNCTION brought_forward_from(entry journal_entries) RETURNS date
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN least(entry.posted_on, opened_from(coalesce(
        (SELECT e.document_id FROM journal_entries AS e
         WHERE e.entity_id = entry.entity_id AND e.id = entry.reverses), entry.document_id)));
END $$;

-- Nothing is posted on or before a day whose report is signed (W-1.4, W-10.3), nor brought forward to
-- one; nor is one signed meanwhile.
CREATE OR REPLACE FUNCTION check_day_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signed date;
BEGIN
    PERFORM FROM entity_heads WHERE entity_id = NEW.entity_id FOR UPDATE;
    SELECT max(r.report_date) INTO signed FROM daily_reports AS r JOIN documents AS d
        ON d.entity_id = r.entity_id AND d.id = r.document_id
    WHERE r.entity_id = NEW.entity_id AND d.status = 'posted' AND NOT NEW.is_register
      AND r.report_date >= CASE WHEN NEW.movement = 'brought_forward'
          THEN brought_forward_from(NEW) ELSE NEW.posted_on END;
    IF signed IS NOT NULL THEN
        RAISE EXCEPTION 'laas:day_closed' USING DETAIL = signed;
    END IF;
    RETURN NEW;
END $$;

-- What a document is called by which something else than this one stands in the books, the first of
-- them: an entry with a line that nothing takes back. The budget alone is no reason.
CREATE OR REPLACE FUNCTION standing_beside(own uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT coalesce((SELECT n.number FROM document_numbers AS n
            WHERE n.entity_id = d.entity_id AND n.document_id = d.id
            ORDER BY n.given DESC LIMIT 1), d.title)
        FROM journal_entries AS e
        JOIN documents AS d ON d.entity_id = e.entity_id AND d.id = e.document_id
        WHERE e.entity_id = laas_entity() AND e.document_id <> own AND e.reverses IS NULL
          AND EXISTS (SELECT FROM journal_lines AS l
              WHERE l.entity_id = e.entity_id AND l.entry_id = e.id AND l.ledger <> 'budgetary'
                AND NOT EXISTS (SELECT FROM journal_entries AS r
                    JOIN journal_lines AS m ON m.entity_id = r.entity_id AND m.entry_id = r.id
                    WHERE r.entity_id = e.entity_id AND r.reverses = e.id
                      AND m.source_id = l.source_id))
        ORDER BY e.seq LIMIT 1);
END $$;

-- An opening statement is posted, and voided, while nothing else stands in the books (posting rules
-- section 11), whoever moves it.
CREATE OR REPLACE FUNCTION check_books_empty() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    other CONSTANT text := standing_beside(NEW.id);
BEGIN
    IF other IS NOT NULL THEN
        RAISE EXCEPTION 'laas:books_have_entries' USING DETAIL = other;
    END IF;
    RETURN NEW;
END $$;

-- What an opening statement brings forward has the key that its balance is drawn on by, and no other;
-- what no register could draw on is not brought forward. Deductions from pay, which have no key, stand
-- on 2111020199 beside other deposits. Judged when it leaves its draft, whoever moves it.
CREATE OR REPLACE FUNCTION check_opening_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM opening_lines AS l
               CROSS JOIN LATERAL (SELECT coalesce((SELECT a.used_for FROM accounts AS a
                   WHERE a.code = l.account), '') AS used_for) AS a
               WHERE l.entity_id = NEW.entity_id AND l.document_id = NEW.id
                 AND (a.used_for IN ('cheques', 'advances')
                   OR (l.bank_account_id IS NOT NULL) <> (a.used_for = 'banks')
                   OR (l.tax IS NOT NULL) <> (a.used_for = 'taxes')
                   OR (l.reference IS NOT NULL) <> (a.used_for = 'deposits')
                       AND (l.reference IS NOT NULL OR l.account <> '2111020199'))) THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    END IF;
    RETURN NEW;
END $$;

-- Keeps the derived balances; the constraint on current_balances refuses what breaks a limit.
CREATE OR REPLACE FUNCTION add_to_balances() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched int;
    known int;
BEGIN
    INSERT INTO balances AS b
        SELECT entity_id, date_trunc('month', posted_on)::date, ledger, account, dimension,
               sum(debit), sum(credit)
        FROM new_rows WHERE entity_id = laas_entity() GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (entity_id, ledger, account, dimension, period)
        DO UPDATE SET debit = b.debit + excluded.debit, credit = b.credit + excluded.credit;
    GET DIAGNOSTICS touched = ROW_COUNT;
    -- Not ON CONFLICT: the constraint would judge the movement alone before the sum.
    UPDATE current_balances AS c SET debit = c.debit + s.debit, credit = c.credit + s.credit
    FROM (SELECT entity_id, ledger, account, dimension, sum(debit) AS debit, sum(credit) AS credit
          FROM new_rows GROUP BY 1, 2, 3, 4) AS s
    WHERE c.entity_id = s.entity_id AND c.ledger = s.ledger AND c.account = s.account
      AND c.dimension = s.dimension;
    GET DIAGNOSTICS known = ROW_COUNT;
    IF known = touched THEN
        RETURN NULL;
    END IF;
    INSERT INTO current_balances (entity_id, ledger, account, dimension, debit, credit, limit_side)
        SELECT n.entity_id, n.ledger, n.account, n.dimension, sum(n.debit), sum(n.credit), l.side
        FROM new_rows AS n LEFT JOIN account_limits AS l
            ON l.ledger = n.ledger AND l.account = n.account
        WHERE NOT EXISTS (SELECT FROM current_balances AS c
            WHERE c.entity_id = n.entity_id AND c.ledger = n.ledger AND c.account = n.account
              AND c.dimension = n.dimension)
        GROUP BY 1, 2, 3, 4, 7;
    RETURN NULL;
END $$;

-- A limit holds for the balances that exist too, from the moment it stands; one that they break
-- already is refused, and nothing is changed.
CREATE OR REPLACE FUNCTION apply_limits() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    broken text;
    missed bigint;
BEGIN
    SELECT string_agg(format('%s: %s %s %s, debit %s, credit %s', name_th, ledger, account,
        dimension, debit, credit), '; ')
    INTO broken FROM (
        SELECT e.name_th, b.* FROM current_balances AS b
        JOIN account_limits AS l ON l.ledger = b.ledger AND l.account = b.account
        JOIN entities AS e ON e.id = b.entity_id
        WHERE CASE l.side WHEN 'D' THEN b.debit < b.credit ELSE b.credit < b.debit END
        ORDER BY b.entity_id, b.ledger, b.account, b.dimension LIMIT 20) AS beyond;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'ยอดคงเหลือเกินวงเงินที่กำหนดใหม่ (balances are beyond a new limit): %', broken;
    END IF;
    UPDATE current_balances AS b SET limit_side = l.side
    FROM current_balances AS c
    LEFT JOIN account_limits AS l ON l.ledger = c.ledger AND l.account = c.account
    WHERE c.entity_id = b.entity_id AND c.ledger = b.ledger AND c.account = b.account
      AND c.dimension = b.dimension AND b.limit_side IS DISTINCT FROM l.side;
    -- Who may not write these rows sees them at least.
    SELECT count(*) INTO missed FROM current_balances AS b
    LEFT JOIN account_limits AS l ON l.ledger = b.ledger AND l.account = b.account
    WHERE b.limit_side IS DISTINCT FROM l.side;
    IF missed > 0 THEN
        RAISE EXCEPTION 'laas:limits_not_applied' USING DETAIL = missed;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION limits_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM apply_limits();
    RETURN NULL;
END $$;

-- A number follows its predecessor (W-1.2): no gap, no reuse, whoever writes it.
CREATE OR REPLACE FUNCTION check_number_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM number_series
                   WHERE entity_id = NEW.entity_id AND series = NEW.series
                     AND fiscal_year = NEW.fiscal_year AND scope = NEW.scope
                     AND last_number = NEW.n) THEN
        RAISE EXCEPTION 'laas:number_gap';
    END IF;
    RETURN NEW;
END $$;

-- The route of step_roles that a document of this kind takes: its own where that is known.
CREATE OR REPLACE FUNCTION known_route(kind text, route text) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN CASE WHEN EXISTS (SELECT FROM step_roles AS o
        WHERE o.kind = known_route.kind AND o.route = known_route.route) THEN known_route.route
        ELSE 'ordinary' END;
END $$;

-- Whatever number is taken is given to a document or a voucher before the commit (W-1.2): none is
-- thrown away.
CREATE OR REPLACE FUNCTION check_numbers_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stands_in(NEW.entity_id);
    IF NEW.last_number - coalesce(OLD.last_number, 0) <> (
        SELECT count(*) FROM document_numbers
        WHERE entity_id = NEW.entity_id AND series = NEW.series AND fiscal_year = NEW.fiscal_year
          AND scope = NEW.scope AND n > coalesce(OLD.last_number, 0) AND n <= NEW.last_number) + (
        SELECT count(*) FROM journal_entries
        WHERE entity_id = NEW.entity_id AND fiscal_year = NEW.fiscal_year
          AND voucher_type = voucher_of(NEW.series)
          AND voucher_n > coalesce(OLD.last_number, 0) AND voucher_n <= NEW.last_number) THEN
        RAISE EXCEPTION 'laas:number_gap';
    END IF;
    RETURN NULL;
END $$;

-- The type of the vouchers that a series numbers; none where it numbers documents.
CREATE OR REPLACE FUNCTION voucher_of(series text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE series WHEN 'receipt_voucher' THEN 'RV' WHEN 'payable_voucher' THEN 'AP'
        WHEN 'payment_voucher' THEN 'PV' WHEN 'journal_voucher' THEN 'JV' END
$$;

-- An entry is caused in the same transaction, on the same day, by a step of its document that posts, or
-- takes back what one posted (W-1.3), and its number was taken. What is posted is an event of its kind,
-- by the rules of its year, of the movement they say and in the amount that the documents say. Each line that
-- it takes back is of a document that is taken off its route or void, and none is taken back twice.
CREATE OR REPLACE FUNCTION check_entry_caused() RETURNS trigger LANGUAGE plpgsql
-- What is asked is long, and planned anew each time it would cost ten times what it takes.
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    PERFORM stands_in(NEW.entity_id);
    IF NOT EXISTS (
        SELECT FROM document_events AS e
        JOIN documents AS d ON d.entity_id = e.entity_id AND d.id = e.document_id
        WHERE e.entity_id = NEW.entity_id AND e.document_id = NEW.document_id
          AND e.action IS NOT NULL AND e.xmin::text = pg_current_xact_id()::xid::text
          AND e.on_day = NEW.posted_on
          AND (EXISTS (SELECT FROM step_roles AS s WHERE s.kind = d.kind AND s.step = e.step
                   AND s.route = known_route(d.kind, d.route) AND s.posts)
               OR NEW.reverses IS NOT NULL AND e.action IN ('cancel', 'return', 'refuse'))) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    ELSIF NEW.reverses IS NULL AND NOT EXISTS (
            SELECT FROM posting_rules AS p JOIN documents AS d
                ON d.kind = ANY (string_to_array(p.posted_by, ' '))
            WHERE p.event = NEW.event AND p.movement IS NOT DISTINCT FROM NEW.movement
              AND NEW.fiscal_year BETWEEN p.valid_from AND p.valid_to
              AND d.entity_id = NEW.entity_id AND d.id = NEW.document_id)
        -- Asked before its lines are there, it would be asked for nothing.
        OR NOT EXISTS (SELECT FROM journal_lines
            WHERE entity_id = NEW.entity_id AND entry_id = NEW.id) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    ELSIF EXISTS (SELECT FROM otherwise_posted WHERE entity_id = NEW.entity_id
            AND document_id = coalesce((SELECT document_id FROM journal_entries
                WHERE entity_id = NEW.entity_id AND id = NEW.reverses), NEW.document_id)) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    ELSIF NEW.voucher_n IS NOT NULL AND NOT EXISTS (
        SELECT FROM number_series
        WHERE entity_id = NEW.entity_id AND fiscal_year = NEW.fiscal_year AND scope = ''
          AND voucher_of(series) = NEW.voucher_type AND last_number >= NEW.voucher_n) THEN
        RAISE EXCEPTION 'laas:number_gap';
    ELSIF NEW.reverses IS NOT NULL AND (EXISTS (
            SELECT FROM journal_entries AS o
            CROSS JOIN LATERAL (SELECT n.entity_id, n.source_id FROM journal_lines AS n
                WHERE n.entity_id = o.entity_id AND n.entry_id = NEW.id ORDER BY n.line_no OFFSET 0) AS l
            WHERE o.entity_id = NEW.entity_id AND o.id = NEW.reverses
              AND NOT is_taken_off(o.entity_id, o.document_id)
              AND NOT is_taken_off(l.entity_id, l.source_id))
        OR EXISTS (
            SELECT FROM journal_entries AS o
            JOIN journal_lines AS l ON l.entity_id = o.entity_id AND l.entry_id = o.id
            WHERE o.entity_id = NEW.entity_id AND (o.id = NEW.reverses OR o.reverses = NEW.reverses)
            GROUP BY l.ledger, l.account, l.dimension, l.source_id
            HAVING coalesce(sum(l.debit) FILTER (WHERE o.reverses IS NULL), 0)
                    < coalesce(sum(l.credit) FILTER (WHERE o.reverses IS NOT NULL), 0)
                OR coalesce(sum(l.credit) FILTER (WHERE o.reverses IS NULL), 0)
                    < coalesce(sum(l.debit) FILTER (WHERE o.reverses IS NOT NULL), 0))) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
    RETURN NULL;
END $$;

-- Whoever makes, changes or moves a document leaves it with its body and of the amount of that, and takes no
-- step with one of another amount than what it takes or voids: what the ceilings of approvers are asked about
-- is what is paid.
CREATE OR REPLACE FUNCTION check_amount_said() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    header documents;
BEGIN
    PERFORM stands_in(NEW.entity_id);
    SELECT * INTO header FROM documents AS d
    WHERE d.entity_id = NEW.entity_id AND d.id = NEW.document_id;
    IF NOT is_amount_said(header.kind, NEW.entity_id, NEW.document_id, header.amount,
            NEW.step IS NOT NULL) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
    RETURN NULL;
END $$;

-- What is sent back or voided leaves nothing in the books, neither what it posted nor what others posted of it.
CREATE OR REPLACE FUNCTION check_taken_back() RETURNS trigger LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    posted_by uuid;
BEGIN
    PERFORM stands_in(NEW.entity_id);
    FOR posted_by IN
        SELECT NEW.document_id
        UNION
        SELECT e.document_id
        FROM (SELECT DISTINCT entry_id FROM journal_lines
            WHERE entity_id = NEW.entity_id AND source_id = NEW.document_id) AS l
        CROSS JOIN LATERAL (SELECT o.document_id FROM journal_entries AS o
            WHERE o.entity_id = NEW.entity_id AND o.id = l.entry_id OFFSET 0) AS e
    LOOP
        IF EXISTS (SELECT FROM otherwise_posted
                   WHERE entity_id = NEW.entity_id AND document_id = posted_by
                     AND NEW.document_id IN (document_id, source_id)) THEN
            RAISE EXCEPTION 'laas:wrong_state';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- Was something done to the document in this transaction?
CREATE OR REPLACE FUNCTION is_acted_on(entity uuid, document uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM document_events AS e
                   WHERE e.entity_id = entity AND e.document_id = document AND e.action IS NOT NULL
                     AND e.xmin::text = pg_current_xact_id()::xid::text)
$$;

-- Was the document sent back, turned down or voided in this transaction?
CREATE OR REPLACE FUNCTION is_taken_off(entity uuid, document uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM document_events AS e
                   WHERE e.entity_id = entity AND e.document_id = document
                     AND e.action IN ('cancel', 'return', 'refuse')
                     AND e.xmin::text = pg_current_xact_id()::xid::text)
$$;

-- Has the document that holds another posted, in this transaction and of that other one where rules of
-- another kind than its own post it? What is posted and held so is judged by otherwise_posted.
CREATE OR REPLACE FUNCTION is_posted_of(entity uuid, holder uuid, held uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM documents AS h
            WHERE h.entity_id = entity AND h.id = holder AND h.status = 'posted')
        AND (EXISTS (SELECT FROM journal_lines AS l WHERE l.entity_id = entity AND l.source_id = held
                AND l.xmin::text = pg_current_xact_id()::xid::text)
            OR NOT EXISTS (SELECT FROM documents AS o
                JOIN posting_rules AS p ON p.figure = 'amount'
                    AND o.kind = ANY (string_to_array(p.stems_from, ' '))
                    AND o.kind <> ALL (string_to_array(p.posted_by, ' '))
                WHERE o.entity_id = entity AND o.id = held AND o.amount > 0));
END $$;

-- What happens to a document without a step happens because of another one: it is settled by a document
-- that holds it and posts it, or by what draws all that it opened, and reopened when that goes and nothing
-- that is posted holds it; what has had effect goes by the step by which the cancellation that names it posts
-- (W-7.4), by whoever takes that, after what holds it, and anything else, while nothing holds it, by somebody
-- whose role voids it (voiding_roles.csv).
CREATE OR REPLACE FUNCTION check_move_caused() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_held boolean;
BEGIN
    PERFORM stands_in(NEW.entity_id);
    SELECT EXISTS (SELECT FROM document_takes AS t WHERE t.entity_id = NEW.entity_id
        AND t.taken_id = NEW.document_id AND t.released_at IS NULL) INTO is_held;
    IF NEW.action = 'cancel' THEN
        IF is_held AND (SELECT d.has_effect FROM documents AS d
                WHERE d.entity_id = NEW.entity_id AND d.id = NEW.document_id) THEN
            RAISE EXCEPTION 'laas:wrong_state';
        ELSIF NOT EXISTS (SELECT FROM (SELECT o.document_id, o.kind FROM documents_voided AS o
                WHERE o.entity_id = NEW.entity_id AND o.voided_id = NEW.document_id OFFSET 0) AS v
            CROSS JOIN LATERAL (SELECT o.route FROM documents AS o WHERE o.entity_id = NEW.entity_id
                AND o.id = v.document_id AND o.kind = v.kind OFFSET 0) AS c
            CROSS JOIN LATERAL (SELECT o.step FROM document_events AS o
                WHERE o.entity_id = NEW.entity_id AND o.document_id = v.document_id
                  AND o.person_id = NEW.person_id
                  AND o.xmin::text = pg_current_xact_id()::xid::text OFFSET 0) AS e
            JOIN step_roles AS s ON s.kind = v.kind AND s.step = e.step
                AND s.route = known_route(v.kind, c.route) AND s.posts) THEN
            IF is_held OR EXISTS (SELECT FROM documents AS d JOIN document_events AS e
                    ON e.entity_id = d.entity_id AND e.document_id = d.id AND e.seq = NEW.seq - 1
                WHERE d.entity_id = NEW.entity_id AND d.id = NEW.document_id
                  AND (d.has_effect OR e.status = 'posted')) THEN
                RAISE EXCEPTION 'laas:wrong_state';
            ELSIF NOT EXISTS (SELECT FROM documents AS d
                    JOIN voiding_roles AS v ON v.kind = d.kind
                    JOIN role_assignments AS a ON a.entity_id = d.entity_id AND a.person_id = NEW.person_id
                        AND a.role = v.role AND NOT a.is_suspended
                        AND a.deputy_id IS NOT DISTINCT FROM NEW.deputy_id
                        AND is_within(a.valid_from, a.valid_until,
                            laas_today(greatest(NEW.at, clock_timestamp() - interval '10 minutes')))
                        AND (NOT v.is_of_department OR a.department_id IS NULL
                            OR a.department_id = d.department_id)
                    WHERE d.entity_id = NEW.entity_id AND d.id = NEW.document_id) THEN
                RAISE EXCEPTION 'laas:not_permitted';
            END IF;
        END IF;
    ELSIF NEW.action = 'reopen' AND NOT EXISTS (SELECT FROM document_events AS e
            WHERE e.entity_id = NEW.entity_id AND e.document_id = NEW.document_id
              AND e.seq = NEW.seq - 1 AND e.action = 'settle') THEN
        RAISE EXCEPTION 'laas:wrong_state';
    ELSIF NOT EXISTS (SELECT FROM document_takes AS t
            WHERE t.entity_id = NEW.entity_id AND t.taken_id = NEW.document_id
              AND is_acted_on(t.entity_id, t.document_id) AND CASE NEW.action
                  WHEN 'settle' THEN t.released_at IS NULL
                      AND is_posted_of(t.entity_id, t.document_id, NEW.document_id)
                  ELSE NOT EXISTS (SELECT FROM document_takes AS u
                      JOIN documents AS h ON h.entity_id = u.entity_id AND h.id = u.document_id
                      WHERE u.entity_id = NEW.entity_id AND u.taken_id = NEW.document_id
                        AND u.released_at IS NULL AND h.status = 'posted') END)
       AND NOT EXISTS (SELECT FROM claims AS c
            JOIN journal_entries AS e ON e.entity_id = c.entity_id AND e.posted_on = NEW.on_day
                AND e.xmin::text = pg_current_xact_id()::xid::text
            JOIN journal_lines AS l ON l.entity_id = e.entity_id AND l.entry_id = e.id
                AND l.ledger = c.ledger AND l.account = c.account AND l.dimension = c.dimension
            WHERE c.entity_id = NEW.entity_id AND c.document_id = NEW.document_id
              AND (NEW.action <> 'settle' OR NOT EXISTS (SELECT FROM (SELECT * FROM claims AS o
                      WHERE o.entity_id = NEW.entity_id AND o.document_id = NEW.document_id OFFSET 0) AS k
                  CROSS JOIN LATERAL (SELECT o.debit, o.credit FROM current_balances AS o
                      WHERE o.entity_id = k.entity_id AND o.ledger = k.ledger AND o.account = k.account
                        AND o.dimension = k.dimension OFFSET 0) AS b
                  WHERE b.debit <> b.credit))) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
    RETURN NULL;
END $$;

-- A document that is there to void another one does so by the step by which it posts: whoever takes that
-- voids the other in the same transaction.
CREATE OR REPLACE FUNCTION check_void_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stands_in(NEW.entity_id);
    IF EXISTS (SELECT FROM (SELECT o.kind, o.voided_id FROM documents_voided AS o
            WHERE o.entity_id = NEW.entity_id AND o.document_id = NEW.document_id OFFSET 0) AS v
        CROSS JOIN LATERAL (SELECT o.route FROM documents AS o WHERE o.entity_id = NEW.entity_id
            AND o.id = NEW.document_id AND o.kind = v.kind OFFSET 0) AS c
        JOIN step_roles AS s ON s.kind = v.kind AND s.step = NEW.step
            AND s.route = known_route(v.kind, c.route) AND s.posts
        WHERE NOT EXISTS (SELECT FROM document_events AS o
            WHERE o.entity_id = NEW.entity_id AND o.document_id = v.voided_id
              AND o.action = 'cancel' AND o.person_id = NEW.person_id
              AND o.xmin::text = pg_current_xact_id()::xid::text)) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
    RETURN NULL;
END $$;

-- What is reserved, or let go, is so by what is done to the document in the same transaction; no more is
-- drawn on it, and given back, than entries of the transaction move for the document.
CREATE OR REPLACE FUNCTION check_reserved_caused() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_said_anew CONSTANT boolean := TG_OP = 'INSERT'
        OR (OLD.amount, OLD.released_at) IS DISTINCT FROM (NEW.amount, NEW.released_at);
BEGIN
    PERFORM stands_in(NEW.entity_id);
    IF is_said_anew AND NOT is_acted_on(NEW.entity_id, NEW.document_id)
       OR NOT (is_said_anew AND NEW.used = 0) AND abs(NEW.used - coalesce(OLD.used, 0)) > (
            SELECT coalesce(sum(l.debit + l.credit), 0) FROM journal_lines AS l
            WHERE l.entity_id = NEW.entity_id AND l.source_id = NEW.document_id
              AND l.ledger = NEW.ledger AND l.account = NEW.account AND l.dimension = NEW.dimension
              AND l.xmin::text = pg_current_xact_id()::xid::text) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
    RETURN NULL;
END $$;

-- So is what is taken, which a document of its kind says it takes (documents_taken), and which is decided;
-- or it is passed on between a payment and the report of its cheque, of which one acts. What is posted lets
-- go of nothing else, and of nothing that it posted. The days on which it was taken and let go are only added
-- to.
CREATE OR REPLACE FUNCTION check_taken_caused() RETURNS trigger LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    days_before CONSTANT date[] := coalesce(OLD.days, '{}');
    is_taken CONSTANT boolean := NEW.released_at IS NULL;
    own_kind text;
    is_posted boolean;
BEGIN
    PERFORM stands_in(NEW.entity_id);
    SELECT d.kind, d.status = 'posted' INTO own_kind, is_posted FROM documents AS d
    WHERE d.entity_id = NEW.entity_id AND d.id = NEW.document_id;
    IF TG_OP = 'INSERT' AND NOT is_taken OR (NEW.days[:cardinality(days_before)], cardinality(NEW.days))
            IS DISTINCT FROM (days_before, cardinality(days_before) + 1) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    ELSIF is_taken AND NOT (NEW.settles AND EXISTS (SELECT FROM documents_taken AS w
            JOIN documents AS o ON o.entity_id = w.entity_id AND o.id = w.taken_id
                AND o.kind = ANY (w.taken_kinds) AND o.status IN ('approved', 'posted')
            WHERE w.entity_id = NEW.entity_id AND w.document_id = NEW.document_id
              AND w.taken_id = NEW.taken_id AND w.relation = NEW.relation AND w.kind = own_kind)) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    ELSIF is_posted AND NOT is_taken AND EXISTS (SELECT FROM otherwise_posted AS p
            WHERE p.entity_id = NEW.entity_id AND p.document_id = NEW.document_id) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    ELSIF is_acted_on(NEW.entity_id, NEW.document_id) AND (is_taken OR NOT is_posted) THEN
        RETURN NULL;
    ELSIF EXISTS (SELECT FROM document_takes AS t
            JOIN documents_paid AS p ON p.entity_id = t.entity_id AND (p.document_id, p.paid_id) IN (
                (t.document_id, NEW.document_id), (NEW.document_id, t.document_id))
            WHERE t.entity_id = NEW.entity_id AND t.taken_id = NEW.taken_id
              AND t.relation = NEW.relation AND (t.released_at IS NULL) <> is_taken
              AND t.xmin::text = pg_current_xact_id()::xid::text
              AND (is_acted_on(t.entity_id, t.document_id)
                OR is_acted_on(NEW.entity_id, NEW.document_id))) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'laas:wrong_state';
END $$;

-- What a balance is called that can be drawn on, it is called by the document that brings it into being: that
-- posts to it what can be drawn, in the same transaction.
CREATE OR REPLACE FUNCTION check_claim_caused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stands_in(NEW.entity_id);
    IF NOT EXISTS (SELECT FROM journal_entries AS e
            CROSS JOIN LATERAL (SELECT o.ledger, o.account, o.dimension, o.debit FROM journal_lines AS o
                WHERE o.entity_id = e.entity_id AND o.entry_id = e.id ORDER BY o.line_no OFFSET 0) AS l
            WHERE e.entity_id = NEW.entity_id
              AND e.document_id = coalesce(NEW.opened_by, NEW.document_id)
              AND e.xmin::text = pg_current_xact_id()::xid::text AND l.ledger = NEW.ledger
              AND l.account = NEW.account AND l.dimension = NEW.dimension AND l.debit > 0) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
    RETURN NULL;
END $$;

-- A line of the budget is opened by a step of the document that says it, as that says it and for its year.
CREATE OR REPLACE FUNCTION check_line_caused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stands_in(NEW.entity_id);
    IF NOT is_acted_on(NEW.entity_id, NEW.opened_by) OR NOT EXISTS (
            SELECT FROM lines_opened AS o
            JOIN documents AS d ON d.entity_id = o.entity_id AND d.id = o.document_id
                AND d.kind = o.kind AND d.fiscal_year = NEW.fiscal_year
            WHERE o.entity_id = NEW.entity_id AND o.document_id = NEW.opened_by
              AND o.budget_line_id = NEW.id
              AND (o.code, o.fund, o.work, o.expenditure_type, o.project, o.department_id, o.name_th)
                  IS NOT DISTINCT FROM (NEW.code, NEW.fund, NEW.work, NEW.expenditure_type,
                      NEW.project, NEW.department_id, NEW.name_th)) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
    RETURN NULL;
END $$;

-- A file is attached by who says so, to what is not void, and withdrawn from a draft.
CREATE OR REPLACE FUNCTION check_file_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.attached_by IS DISTINCT FROM laas_person() AND TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'laas:forbidden';
    ELSIF NOT EXISTS (SELECT FROM documents AS d WHERE d.entity_id = NEW.entity_id
            AND d.id = NEW.document_id AND CASE TG_OP WHEN 'INSERT' THEN d.status <> 'cancelled'
                ELSE d.status = 'draft' AND OLD.withdrawn_at IS NULL END) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    ELSIF EXISTS (SELECT FROM programs AS p WHERE p.entity_id = NEW.entity_id AND p.id = laas_person())
       AND NOT is_program_draft(laas_person(), NEW.document_id) THEN
        RAISE EXCEPTION 'laas:not_permitted';
    END IF;
    RETURN NEW;
END $$;

-- What the server changed stands in the record that the transaction ends with, line for line as
-- capture_changes wrote it: whoever tells the record something else, or nothing, is found out at the
-- commit. Arguments: the columns of the primary key.
-- Steps are taken by whom the record of them names.
CREATE OR REPLACE FUNCTION check_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entity CONSTANT uuid := coalesce(NEW.entity_id, OLD.entity_id);
    was CONSTANT text := to_jsonb(OLD)::text;
    image CONSTANT text := to_jsonb(NEW)::text;
    -- Few expressions: each is made ready anew by every transaction.
BEGIN
    IF stands_in(entity) AND was IS DISTINCT FROM image AND NOT EXISTS (
        SELECT FROM entity_heads AS h JOIN records AS r ON r.entity_id = h.entity_id AND r.seq = h.seq
        WHERE h.entity_id = entity AND r.xmin::text = pg_current_xact_id()::xid::text
          AND (TG_TABLE_NAME <> 'document_events' OR r.actor::text = to_jsonb(NEW) ->> 'person_id')
          AND strpos(E'\n' || r.changes || E'\n', concat(E'\n', concat_ws(E'\t', TG_TABLE_NAME,
              row_key(to_jsonb(coalesce(NEW, OLD)), TG_ARGV), coalesce(image_hash(was), ''),
              coalesce(image, '')), E'\n')) > 0) THEN
        RAISE EXCEPTION 'laas:write_outside_record';
    END IF;
    RETURN NULL;
END $$;

-- How a series is written does not change for a year that has numbers (E7): those would no longer be
-- told apart from later ones.
CREATE OR REPLACE FUNCTION check_format_unused() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    format number_formats := coalesce(NEW, OLD);
BEGIN
    IF EXISTS (SELECT FROM number_series
               WHERE entity_id = format.entity_id AND series = format.series
                 AND fiscal_year >= format.first_year AND last_number > 0) THEN
        RAISE EXCEPTION 'laas:numbers_given' USING DETAIL = format.first_year;
    END IF;
    RETURN format;
END $$;

-- Of the lines in force of a year each has its own code; those of a voided ordinance leave theirs to
-- whoever enters it again (W-3.1).
CREATE OR REPLACE FUNCTION check_line_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM budget_lines AS l
               JOIN documents AS d ON d.entity_id = l.entity_id AND d.id = l.opened_by
               WHERE l.entity_id = NEW.entity_id AND l.fiscal_year = NEW.fiscal_year
                 AND l.code = NEW.code AND l.id <> NEW.id AND d.status <> 'cancelled') THEN
        RAISE EXCEPTION 'two lines in force have one code'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'budget_lines_by_code';
    END IF;
    RETURN NEW;
END $$;

-- The number of a cheque or withdrawal slip is used once on its account, also when it was spoiled
-- (W-8.1); a payer's cheque is taken once as long as its receipt stands. Judged when a document
-- leaves its draft, whoever moves it.
CREATE OR REPLACE FUNCTION check_numbers_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    twice text;
BEGIN
    IF NEW.kind = 'cheque_report' THEN
        SELECT coalesce(i.cheque_no, i.slip_no) INTO twice FROM cheque_items AS i
            JOIN cheque_items AS o ON o.entity_id = i.entity_id AND o.item_id <> i.item_id
                AND coalesce(o.cheque_no, o.slip_no) = coalesce(i.cheque_no, i.slip_no)
                AND o.method = i.method AND o.bank_account_id = i.bank_account_id
            JOIN documents AS d ON d.entity_id = o.entity_id AND d.id = o.document_id
        WHERE i.entity_id = NEW.entity_id AND i.document_id = NEW.id
          AND (d.id = NEW.id OR d.steps_taken > 0) LIMIT 1;
    ELSE
        SELECT i.cheque_no INTO twice FROM receipts AS i
            JOIN receipts AS o ON o.entity_id = i.entity_id AND o.document_id <> i.document_id
                AND o.cheque_no = i.cheque_no
                AND regexp_replace(o.cheque_bank, '^ธนาคาร|[[:space:]]', '', 'g')
                    = regexp_replace(i.cheque_bank, '^ธนาคาร|[[:space:]]', '', 'g')
            JOIN documents AS d ON d.entity_id = o.entity_id AND d.id = o.document_id
        WHERE i.entity_id = NEW.entity_id AND i.document_id = NEW.id
          AND d.status NOT IN ('draft', 'cancelled') LIMIT 1;
    END IF;
    IF twice IS NOT NULL THEN
        RAISE EXCEPTION 'laas:duplicate_number' USING DETAIL = twice;
    END IF;
    RETURN NEW;
END $$;

-- What another open advance of a borrower is called, for the request `own` (W-7.3): one that is on its
-- way or not cleared; what is cleared is `posted`. Two are one person by their place in the register,
-- or by name where one of them has none there: each half by its own index, which the name reaches only
-- without a policy. Both who refuse ask here: the program when a request is saved, and the trigger.
CREATE OR REPLACE FUNCTION open_advance(own uuid, person uuid, called text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    entity CONSTANT uuid := laas_entity();
    plain CONSTANT text := regexp_replace(called, '[[:space:]]', '', 'g');
BEGIN
    RETURN (SELECT coalesce((SELECT n.number FROM document_numbers AS n
            WHERE n.entity_id = d.entity_id AND n.document_id = d.id
              AND n.series = 'advance_contract'), d.title)
        FROM (SELECT r.document_id FROM advance_requests AS r
              WHERE r.entity_id = entity AND r.borrower_id = person
              UNION ALL SELECT r.document_id FROM advance_requests AS r
              WHERE r.entity_id = entity
                AND regexp_replace(r.borrower_name, '[[:space:]]', '', 'g') = plain
                AND (r.borrower_id IS NULL OR person IS NULL)) AS theirs
        JOIN documents AS d ON d.entity_id = entity AND d.id = theirs.document_id
        WHERE d.id <> own AND d.status IN ('submitted', 'approved')
        ORDER BY d.id LIMIT 1);
END $$;

-- No new advance while the borrower has an open one, whoever moves its request out of its draft.
CREATE OR REPLACE FUNCTION check_one_advance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    other text;
BEGIN
    SELECT open_advance(r.document_id, r.borrower_id, r.borrower_name) INTO other
    FROM advance_requests AS r WHERE r.entity_id = NEW.entity_id AND r.document_id = NEW.id;
    IF other IS NOT NULL THEN
        RAISE EXCEPTION 'laas:open_advance' USING DETAIL = other;
    END IF;
    RETURN NEW;
END $$;

-- One person never takes two steps that the law gives to two (W-1.6), whoever writes that one was
-- taken: on the route of the document, or the ordinary one where its own is not known. What most
-- duties are kept apart from stands in the history of the document itself; the rest is asked for
-- where there is such a rule.
CREATE OR REPLACE FUNCTION check_duties() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own_kind text;
    own_route text;
BEGIN
    SELECT d.kind, coalesce((SELECT o.route FROM separated_duties AS o
        WHERE o.kind = d.kind AND o.route = d.route LIMIT 1), 'ordinary')
    INTO own_kind, own_route
    FROM documents AS d WHERE d.entity_id = NEW.entity_id AND d.id = NEW.document_id;
    IF EXISTS (SELECT FROM separated_duties AS s
               JOIN duties_done AS h ON h.duty = s.not_by
               WHERE s.kind = own_kind AND s.step = NEW.step AND s.route = own_route
                   AND NOT s.is_of_paid AND h.entity_id = NEW.entity_id
                   AND h.document_id = NEW.document_id AND h.person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'laas:separation_of_duties';
    ELSIF EXISTS (SELECT FROM separated_duties AS s
                  WHERE s.kind = own_kind AND s.step = NEW.step AND s.route = own_route
                      AND (s.is_of_paid OR s.not_by = 'payee')) THEN
        IF EXISTS (SELECT FROM separated_duties AS s
                   JOIN duties_held AS h ON h.duty = s.not_by AND h.is_of_paid = s.is_of_paid
                   WHERE s.kind = own_kind AND s.step = NEW.step AND s.route = own_route
                       AND h.entity_id = NEW.entity_id AND h.document_id = NEW.document_id
                       AND h.person_id = NEW.person_id) THEN
            RAISE EXCEPTION 'laas:separation_of_duties';
        END IF;
    END IF;
    RETURN NEW;
END $$;

-- What a document says, and what things were called when it was handed in, is written while it is a
-- draft, and where a step asks for it, whoever writes; the owner alone, in migrations, at any time.
CREATE OR REPLACE FUNCTION check_body_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entity uuid;
    document uuid;
BEGIN
    IF TG_OP = 'DELETE' THEN
        entity := OLD.entity_id;
        document := OLD.document_id;
    ELSE
        entity := NEW.entity_id;
        document := NEW.document_id;
    END IF;
    IF session_user = 'laas_app' AND NOT EXISTS (SELECT FROM documents AS d
        WHERE d.entity_id = entity AND d.id = document AND (d.status = 'draft'
            OR EXISTS (SELECT FROM step_roles AS s
                       WHERE s.kind = d.kind AND s.step = d.next_step AND s.asks))) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

-- Who changes a draft makes it, and stands in its history: the last who worked on it is the one who
-- writes now.
CREATE OR REPLACE FUNCTION check_maker_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT e.action IS NULL AND e.person_id IS NOT DISTINCT FROM laas_person()
        FROM document_events AS e WHERE e.entity_id = NEW.entity_id AND e.document_id = NEW.id
        ORDER BY e.seq DESC LIMIT 1) IS NOT TRUE THEN
        RAISE EXCEPTION 'laas:maker_not_noted';
    END IF;
    RETURN NULL;
END $$;

-- Whoever takes a step has a role that takes it today, of the department where that matters, and
-- decides on no more than the role may, whoever writes that it was taken; what is done in the post of
-- another, by the order it names and on one of its days, and in the own by no order.
CREATE OR REPLACE FUNCTION check_step_right() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reaches boolean;
    ceiling numeric;
    leaves boolean;
    payee text;
BEGIN
    IF NEW.step IS NULL THEN
        IF NOT EXISTS (SELECT FROM role_assignments AS a WHERE a.entity_id = NEW.entity_id
            AND a.deputy_id = NEW.deputy_id AND a.person_id = NEW.person_id AND NOT a.is_suspended
            AND is_within(a.valid_from, a.valid_until,
                laas_today(greatest(NEW.at, clock_timestamp() - interval '10 minutes')))) THEN
            RAISE EXCEPTION 'laas:not_permitted';
        END IF;
        RETURN NEW;
    END IF;
    SELECT bool_or(NOT s.decides OR a.amount_ceiling IS NULL OR d.amount <= a.amount_ceiling),
        max(a.amount_ceiling), bool_or(s.pays)
    INTO reaches, ceiling, leaves
    FROM documents AS d
    JOIN step_roles AS s ON s.kind = d.kind AND s.step = NEW.step
        AND s.route = known_route(d.kind, d.route)
    JOIN role_assignments AS a ON a.entity_id = d.entity_id AND a.person_id = NEW.person_id
        AND a.role = s.role AND NOT a.is_suspended
        AND a.deputy_id IS NOT DISTINCT FROM NEW.deputy_id
        AND is_within(a.valid_from, a.valid_until,
            laas_today(greatest(NEW.at, clock_timestamp() - interval '10 minutes')))
        AND (NOT s.is_of_department OR a.department_id IS NULL OR a.department_id = d.department_id)
    WHERE d.entity_id = NEW.entity_id AND d.id = NEW.document_id;
    IF reaches IS NULL THEN
        RAISE EXCEPTION 'laas:not_permitted';
    ELSIF NOT reaches THEN
        RAISE EXCEPTION 'laas:above_ceiling' USING DETAIL = ceiling;
    ELSIF leaves THEN
        -- Nothing is paid to an account on the day on which it was changed, nor as if before.
        SELECT o.name_th INTO payee FROM accounts_changed AS o
        WHERE o.entity_id = NEW.entity_id AND o.document_id = NEW.document_id
          AND o.changed_on >= NEW.on_day LIMIT 1;
        IF payee IS NOT NULL THEN
            RAISE EXCEPTION 'laas:payee_account_changed' USING DETAIL = payee;
        END IF;
    END IF;
    RETURN NEW;
END $$;

-- Has the person one of these roles here on this day, of this department where one is given?
CREATE OR REPLACE FUNCTION has_post(person uuid, any_of text[], department uuid, day date)
RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM role_assignments AS a WHERE a.entity_id = laas_entity()
        AND a.person_id = person AND NOT a.is_suspended AND a.role = ANY (any_of)
        AND is_within(a.valid_from, a.valid_until, day)
        AND (department IS NULL OR a.department_id IS NULL OR a.department_id = department));
END $$;

-- Has the person, working here, proved within five minutes of this moment who that is
-- (platform/access.rs)?
CREATE OR REPLACE FUNCTION is_proved(person uuid, at timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM sessions AS s WHERE s.person_id = person
        AND s.entity_id = laas_entity() AND s.proved_at > at - interval '5 minutes'
        AND s.proved_at < at + interval '5 minutes');
END $$;

-- Whoever takes a step that matters most has proved a moment ago who that is, whoever writes that it
-- was taken. Asked at the commit: a rehearsal, which has none, needs no proof.
CREATE OR REPLACE FUNCTION check_step_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stands_in(NEW.entity_id);
    IF EXISTS (SELECT FROM documents AS d
               JOIN step_roles AS s ON s.kind = d.kind AND s.step = NEW.step
                   AND s.route = known_route(d.kind, d.route)
               WHERE d.entity_id = NEW.entity_id AND d.id = NEW.document_id AND s.needs_proof)
       AND NOT (is_of_record(NEW.at) AND is_proved(NEW.person_id, NEW.at)) THEN
        RAISE EXCEPTION 'laas:step_up_required';
    END IF;
    RETURN NULL;
END $$;

-- So has whoever changes the roles of others, lets a program in or shuts it out, or changes the account of a
-- payee; the system itself is nobody. For the
-- server that is who the record of it names, who has the right to give roles: at the commit anybody can be
-- named.
CREATE OR REPLACE FUNCTION check_grant_proof() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person CONSTANT uuid := CASE WHEN session_user <> 'laas_app' THEN laas_person() ELSE (
        SELECT r.actor FROM entity_heads AS h
        JOIN records AS r ON r.entity_id = h.entity_id AND r.seq = h.seq
        WHERE h.entity_id = coalesce(NEW.entity_id, OLD.entity_id)
          AND r.xmin::text = pg_current_xact_id()::xid::text) END;
    at timestamptz := coalesce(nullif(current_setting('laas.at', true), '')::timestamptz, clock_timestamp());
BEGIN
    PERFORM stands_in(coalesce(NEW.entity_id, OLD.entity_id));
    IF NOT coalesce(is_of_record(at) AND is_proved(person, at), false)
       OR session_user = 'laas_app' AND TG_TABLE_NAME IN ('role_assignments', 'programs')
           AND NOT has_post(person, '{finance_head}', NULL, laas_today(clock_timestamp())) THEN
        RAISE EXCEPTION 'laas:step_up_required';
    END IF;
    RETURN NULL;
END $$;

-- Who enters or changes a payer or payee is noted (duties_held); the system itself is nobody.
CREATE OR REPLACE FUNCTION note_party_editor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO party_editors (entity_id, party_id, person_id)
    SELECT NEW.entity_id, NEW.id, laas_person()
    WHERE laas_person() IS NOT NULL AND NEW.entity_id = laas_entity()
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- On which days the account of a payee is changed is noted, by the clock of the database: whoever writes
-- would say another day. The system itself is nobody.
CREATE OR REPLACE FUNCTION note_account_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF laas_person() IS NULL AND session_user = 'laas_app' THEN
        RAISE EXCEPTION 'laas:forbidden';
    END IF;
    INSERT INTO party_account_changes (entity_id, party_id, changed_on, person_id)
    SELECT NEW.entity_id, NEW.id, laas_today(clock_timestamp()), laas_person()
    WHERE NEW.entity_id = laas_entity()
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- Somebody who may suspend and reinstate (role finance_head) is always left, also when two suspend
-- each other at once: each waits here for what the other did.
CREATE OR REPLACE FUNCTION check_head_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM entity_heads WHERE entity_id = OLD.entity_id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM role_assignments WHERE entity_id = OLD.entity_id
                   AND role = 'finance_head' AND NOT is_suspended AND valid_until IS NULL
                   AND coalesce(valid_from <= laas_today(clock_timestamp()), true)) THEN
        RAISE EXCEPTION 'laas:last_head';
    END IF;
    RETURN NULL;
END $$;

-- Roles that are not for the head of finance to give or take: the head's own, and those of who
-- watches from outside (shared/src/grants.rs).
CREATE OR REPLACE FUNCTION is_given_above(role text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT role = ANY ('{finance_head,province_viewer,district_viewer,dla_admin,dla_viewer,state_auditor}')
$$;

-- Two roles that one person does not have at once (the same file).
CREATE OR REPLACE FUNCTION roles_clash(one text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT one <> other AND (
        one = ANY (watching) OR other = ANY (watching)
        OR one = 'executive' AND other = ANY (preparing)
        OR other = 'executive' AND one = ANY (preparing)
        OR one = 'finance_officer' AND other = ANY (not_paying)
        OR other = 'finance_officer' AND one = ANY (not_paying))
    FROM (SELECT
        '{internal_auditor,province_viewer,district_viewer,dla_admin,dla_viewer,state_auditor}'::text[]
            AS watching,
        '{finance_head,finance_officer,revenue_officer,procurement_officer,department_clerk}'::text[]
            AS preparing,
        '{finance_head,revenue_officer,procurement_officer}'::text[] AS not_paying) AS lists
$$;

-- What a person does to the roles of others; the system itself (a founding, the operator) is nobody.
-- Nobody changes the own; the head's are opened above; and duties stay apart. To suspend, to
-- reinstate and to end sooner makes nothing more of a role than was given, whoever gave it.
CREATE OR REPLACE FUNCTION check_grant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    clash text;
    is_less boolean := TG_OP = 'UPDATE'
        AND (NEW.role, NEW.department_id, NEW.amount_ceiling, NEW.valid_from)
            IS NOT DISTINCT FROM
            (OLD.role, OLD.department_id, OLD.amount_ceiling, OLD.valid_from)
        AND coalesce(NEW.valid_until, 'infinity') <= coalesce(OLD.valid_until, 'infinity');
BEGIN
    IF laas_person() = coalesce(NEW.person_id, OLD.person_id) THEN
        RAISE EXCEPTION 'laas:own_rights';
    ELSIF is_given_above(coalesce(NEW.role, OLD.role)) AND NOT is_less THEN
        RAISE EXCEPTION 'laas:role_given_above';
    ELSIF TG_OP <> 'DELETE' AND NOT is_less THEN
        SELECT a.role INTO clash FROM role_assignments AS a
        WHERE a.entity_id = NEW.entity_id AND a.person_id = NEW.person_id
          AND roles_clash(a.role, NEW.role)
          AND daterange(a.valid_from, a.valid_until, '[]')
              && daterange(NEW.valid_from, NEW.valid_until, '[]') LIMIT 1;
        IF clash IS NOT NULL THEN
            RAISE EXCEPTION 'laas:roles_clash' USING DETAIL = concat(clash, ', ', NEW.role);
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- Who acts in the post of another works here and is not suspended; who has the post has its role, and
-- who delegates has it on every day; nobody acts beyond what the holder may decide, or twice at once;
-- the order was given, and has days left (shared/src/deputies.rs).
CREATE OR REPLACE FUNCTION check_deputy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    today CONSTANT date := laas_today(clock_timestamp());
    most numeric;
BEGIN
    IF NOT EXISTS (SELECT FROM role_assignments AS a WHERE a.entity_id = NEW.entity_id
                   AND a.person_id = NEW.person_id AND NOT a.is_suspended) THEN
        RAISE EXCEPTION 'laas:deputy_suspended';
    ELSIF NEW.ordered_on > today OR NEW.valid_until < greatest(today, NEW.valid_from) THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    ELSIF EXISTS (SELECT FROM role_assignments AS a WHERE a.entity_id = NEW.entity_id
                  AND a.person_id = NEW.person_id AND a.role = NEW.role AND a.deputy_id IS NOT NULL
                  AND a.department_id IS NOT DISTINCT FROM NEW.department_id
                  AND daterange(a.valid_from, a.valid_until, '[]')
                      && daterange(NEW.valid_from, NEW.valid_until, '[]')) THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    ELSIF NEW.holder_id IS NOT NULL THEN
        SELECT coalesce(a.amount_ceiling, 'infinity') INTO most FROM role_assignments AS a
        WHERE a.entity_id = NEW.entity_id AND a.person_id = NEW.holder_id AND a.role = NEW.role
          AND a.department_id IS NOT DISTINCT FROM NEW.department_id AND a.deputy_id IS NULL
          AND (NEW.kind = 'acting' OR NOT a.is_suspended
              AND is_within(a.valid_from, a.valid_until, NEW.valid_from)
              AND is_within(a.valid_from, a.valid_until, NEW.valid_until));
        IF most IS NULL THEN
            RAISE EXCEPTION 'laas:not_of_post' USING DETAIL = NEW.role;
        ELSIF coalesce(NEW.amount_ceiling, 'infinity') > most THEN
            RAISE EXCEPTION 'laas:beyond_holder' USING DETAIL = most;
        END IF;
    END IF;
    RETURN NEW;
END $$;

-- A role in the post of another is what its order says, of whom and for how long it says.
CREATE OR REPLACE FUNCTION check_deputy_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM deputies AS d WHERE d.entity_id = NEW.entity_id
                   AND d.id = NEW.deputy_id AND d.person_id = NEW.person_id AND d.role = NEW.role
                   AND d.department_id IS NOT DISTINCT FROM NEW.department_id
                   AND d.amount_ceiling IS NOT DISTINCT FROM NEW.amount_ceiling
                   AND d.valid_from = NEW.valid_from AND NEW.valid_until <= d.valid_until) THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    END IF;
    RETURN NEW;
END $$;

-- Everybody says of oneself when that is absent, the head of finance of all; of who works here alone.
CREATE OR REPLACE FUNCTION check_absence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose CONSTANT uuid := coalesce(NEW.person_id, OLD.person_id);
BEGIN
    IF NOT EXISTS (SELECT FROM role_assignments AS a
                   WHERE a.entity_id = laas_entity() AND a.person_id = whose) THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    ELSIF laas_person() IS NULL AND session_user = 'laas_app' THEN
        RAISE EXCEPTION 'laas:forbidden';
    ELSIF laas_person() <> whose AND NOT has_post(laas_person(), '{finance_head}', NULL,
            laas_today(clock_timestamp())) THEN
        RAISE EXCEPTION 'laas:not_permitted';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

-- A review is signed by a head of finance who has proved a moment ago who that is, and has everybody
-- of the roster in it, whoever writes it.
CREATE OR REPLACE FUNCTION check_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stands_in(NEW.entity_id);
    IF NOT has_post(NEW.signed_by, '{finance_head}', NULL, NEW.signed_on) THEN
        RAISE EXCEPTION 'laas:not_permitted';
    ELSIF NOT (is_of_record(NEW.signed_at) AND is_proved(NEW.signed_by, NEW.signed_at)) THEN
        RAISE EXCEPTION 'laas:step_up_required';
    ELSIF NEW.signed_on <> laas_today(NEW.signed_at) OR NEW.half_begins > NEW.signed_on THEN
        RAISE EXCEPTION 'laas:clock_wrong';
    ELSIF EXISTS (SELECT FROM role_assignments AS a
                  WHERE a.entity_id = NEW.entity_id AND NOT a.is_suspended
                    AND NOT EXISTS (SELECT FROM user_review_rows AS r
                        WHERE r.entity_id = NEW.entity_id AND r.half_begins = NEW.half_begins
                          AND r.person_id = a.person_id)) THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    END IF;
    RETURN NULL;
END $$;

-- Texts of documents, their numbers and the registers as lists are searched in (search_texts).
CREATE OR REPLACE FUNCTION keep_document_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO search_texts AS s
    VALUES (NEW.entity_id, NEW.kind, NEW.id, concat_ws(E'\n', normal_text(NEW.title),
        normal_text(NEW.party_name), normal_text(NEW.manual_number), CASE TG_OP WHEN 'UPDATE' THEN (
            SELECT string_agg(normal_text(n.number), E'\n' ORDER BY n.given) FROM document_numbers AS n
            WHERE n.entity_id = laas_entity() AND n.document_id = NEW.id) END))
    ON CONFLICT (entity_id, kind, id) DO UPDATE SET normal = excluded.normal;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION add_numbers_to_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE search_texts AS s SET normal = concat_ws(E'\n', s.normal, n.numbers)
    FROM (SELECT g.entity_id, g.document_id, d.kind,
              string_agg(normal_text(g.number), E'\n' ORDER BY g.given) AS numbers
          FROM given AS g JOIN documents AS d ON d.entity_id = g.entity_id AND d.id = g.document_id
          WHERE g.entity_id = laas_entity() GROUP BY 1, 2, 3) AS n
    WHERE s.entity_id = n.entity_id AND s.kind = n.kind AND s.id = n.document_id;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_entry_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO search_texts AS s
    SELECT NEW.entity_id, TG_TABLE_NAME, NEW.id,
        concat_ws(E'\n', normal_text(NEW.code), normal_text(NEW.name_th))
    WHERE NEW.entity_id = laas_entity()
    ON CONFLICT (entity_id, kind, id) DO UPDATE SET normal = excluded.normal;
    RETURN NULL;
END $$;

-- The same from the beginning, when migrations wrote what they are made of; the triggers do not stand
-- while migrations run.
CREATE OR REPLACE FUNCTION copy_search_texts() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_texts;
    INSERT INTO search_texts (entity_id, kind, id, normal)
    SELECT entity_id, kind, id, normal FROM texts_to_search;
END $$;

-- What to ask the index for texts with these letters in them: every third of their threes and the last;
-- of fewer letters, what begins with them. Whoever asks compares the texts found, so threes that most of
-- the newest texts have, too, are left out: the index goes through all it has of each one asked for.
CREATE OR REPLACE FUNCTION grams_to_ask(entity uuid, kind text, wanted text, newest text[])
RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH threes AS (SELECT DISTINCT substr(wanted, n, 3) AS three
            FROM generate_series(1, greatest(char_length(wanted) - 2, 1)) AS n
            WHERE n % 3 = 1 AND n <= 30 OR n = char_length(wanted) - 2),
        known AS (SELECT three, (SELECT count(*) FILTER (WHERE strpos(t, three) > 0) * 2 > count(*)
            FROM unnest(newest[1:40]) AS t) AS is_common FROM threes)
    SELECT string_agg(format('''%s%s''%s', left(md5(entity || kind), 8),
            replace(replace(three, '\', '\\'), '''', ''''''),
            CASE WHEN char_length(wanted) < 3 THEN ':*' ELSE '' END), ' & ')::tsquery
    FROM known WHERE NOT is_common OR (SELECT bool_and(is_common) FROM known)
$$;

-- Of each of these kinds the documents or entries with these words in them; none (null) where they are
-- too many to be of use: whoever lists them then meets them sooner by going through the list. It sees as
-- its owner does, because only who needs no policy can ask the index; it shows its own organisation.
CREATE OR REPLACE FUNCTION search_found(kinds text[], words text, most int)
RETURNS TABLE (of_kind text, ids uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = auto SET jit = off AS $$
DECLARE
    entity CONSTANT uuid := laas_entity();
    wanted CONSTANT text := normal_text(words);
    newest text[];
    query tsquery;
BEGIN
    FOREACH of_kind IN ARRAY kinds LOOP
        newest := ARRAY(SELECT s.normal FROM search_texts AS s
            WHERE s.entity_id = entity AND s.kind = of_kind ORDER BY s.id DESC LIMIT 200);
        CONTINUE WHEN newest = '{}';
        ids := NULL;
        -- In one of thirty of the newest: common.
        IF (SELECT count(*) FILTER (WHERE strpos(t, wanted) > 0) * 30 <= greatest(count(*), 150)
                FROM unnest(newest) AS t) THEN
            query := grams_to_ask(entity, of_kind, wanted, newest);
            -- By the index of letters alone; the key of the table would be gone through besides.
            WITH candidates AS MATERIALIZED (
                SELECT s.entity_id, s.kind, s.id, s.normal FROM search_texts AS s
                WHERE search_grams(s.entity_id, s.kind, s.normal) @@ query)
            SELECT coalesce(array_agg(f.id), '{}') INTO ids FROM (
                SELECT c.id FROM candidates AS c
                WHERE c.entity_id = entity AND c.kind = of_kind AND strpos(c.normal, wanted) > 0
                LIMIT most + 1) AS f;
            ids := CASE WHEN cardinality(ids) <= most THEN ids END;
        END IF;
        RETURN NEXT;
    END LOOP;
END $$;

-- Documents with exactly this on them: a number, with or without what stands before it, a voucher, a
-- cheque, the paper of somebody else; an amount, where words are given beside it only with those. The newest first, at most so many
-- of each. It sees as its owner does, because only who needs no policy can ask these indexes; it shows
-- its own organisation, and whoever asks leaves out what the person may not read.
CREATE OR REPLACE FUNCTION search_exact(kinds text[], typed text, worth numeric, beside text, most int)
RETURNS TABLE (found_by text, document uuid, said text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan SET jit = off AS $$
DECLARE
    entity CONSTANT uuid := laas_entity();
    wanted CONSTANT text := search_key(typed);
    ending CONSTANT text := search_tail(typed);
    words CONSTANT text := normal_text(beside);
    of_kind text;
BEGIN
    RETURN QUERY SELECT 'number', n.document_id, n.number FROM document_numbers AS n
        WHERE n.entity_id = entity AND search_tail(n.number) = ending
          AND (wanted = ending OR search_key(n.number) = wanted)
        ORDER BY n.document_id DESC LIMIT most;
    RETURN QUERY SELECT 'voucher', e.document_id, e.voucher_no FROM journal_entries AS e
        WHERE e.entity_id = entity AND e.voucher_no IS NOT NULL AND search_tail(e.voucher_no) = ending
          AND (wanted = ending OR search_key(e.voucher_no) = wanted)
        ORDER BY e.document_id DESC LIMIT most;
    -- What brought the cheque into being, and what handed it over.
    RETURN QUERY SELECT 'cheque', f.id, f.label FROM (
            SELECT c.document_id AS id, c.label FROM claims AS c
            WHERE c.entity_id = entity AND search_key(c.label) = wanted
            UNION SELECT e.document_id, c.label FROM claims AS c
            JOIN journal_lines AS l ON l.entity_id = entity AND l.ledger = 'register'
                AND l.account = c.account AND l.reference = c.dimension
            JOIN journal_entries AS e ON e.entity_id = entity AND e.id = l.entry_id
            WHERE c.entity_id = entity AND search_key(c.label) = wanted AND c.ledger = 'register') AS f
        ORDER BY f.id DESC LIMIT most;
    RETURN QUERY SELECT 'paper', p.document_id, p.number FROM papers_of_others AS p
        WHERE p.entity_id = entity AND search_key(p.number) = wanted
        ORDER BY p.document_id DESC LIMIT most;
    IF worth IS NULL THEN
        RETURN;
    END IF;
    FOREACH of_kind IN ARRAY kinds LOOP
        RETURN QUERY SELECT 'amount', d.id, NULL::text FROM documents AS d
            WHERE d.entity_id = entity AND d.kind = of_kind AND d.amount = worth
              AND (words = '' OR EXISTS (SELECT FROM search_texts AS s
                  WHERE s.entity_id = entity AND s.kind = of_kind AND s.id = d.id
                    AND strpos(s.normal, words) > 0))
            ORDER BY d.id DESC LIMIT most;
    END LOOP;
END $$;

-- The first day of the books: of the opening statement, or of the first entry where that is earlier.
CREATE OR REPLACE FUNCTION first_day_of_books() RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN least(
        (SELECT min(e.posted_on) FROM journal_entries AS e WHERE e.entity_id = laas_entity()),
        (SELECT min(o.as_at) FROM openings AS o
         JOIN documents AS d ON d.entity_id = o.entity_id AND d.id = o.document_id
         WHERE o.entity_id = laas_entity() AND d.status = 'posted'));
END $$;

-- No report is of a day before that.
CREATE OR REPLACE FUNCTION check_books_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.report_date < first_day_of_books() THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    END IF;
    RETURN NEW;
END $$;

-- In whose post somebody acts, by which order, as the directory and histories tell it.
CREATE OR REPLACE FUNCTION acting(d deputies) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'kind', d.kind,
        'post', d.post_th, 'order_no', d.order_no, 'ordered_on', d.ordered_on,
        'holder', d.holder_name) END
$$;

-- Keeps the directory's copy of who has which post where; the server may only ask for one person's.
CREATE OR REPLACE FUNCTION keep_posts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM posts
        WHERE person_id = OLD.person_id AND entity_id = OLD.entity_id AND id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' AND NOT NEW.is_suspended THEN
        INSERT INTO posts (person_id, entity_id, id, role, department_id, position_th,
            amount_ceiling, valid_from, valid_until, acting)
        VALUES (NEW.person_id, NEW.entity_id, NEW.id, NEW.role, NEW.department_id, NEW.position_th,
            NEW.amount_ceiling, NEW.valid_from, NEW.valid_until, (SELECT acting(d)
                FROM deputies AS d WHERE d.entity_id = laas_entity() AND d.id = NEW.deputy_id));
    END IF;
    RETURN NULL;
END $$;

-- Seals who was given a role, once in each organisation (person_seals).
CREATE OR REPLACE FUNCTION seal_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO person_seals (entity_id, person_id, name_hash, login_hash)
    SELECT NEW.entity_id, p.id, sha256(p.salt || convert_to(p.name_th, 'UTF8')),
        sha256(p.salt || convert_to(concat_ws(E'\n', l.username, l.pid_hash), 'UTF8'))
    FROM persons AS p LEFT JOIN logins AS l ON l.person_id = p.id
    WHERE p.id = NEW.person_id AND p.salt IS NOT NULL AND NEW.entity_id = laas_entity()
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- Seals what an organisation is, once: with the first role that is given there (entity_seals).
CREATE OR REPLACE FUNCTION seal_entity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO entity_seals (entity_id, id, entity_type, name_th, district, province, is_practice)
    SELECT e.id, gen_random_uuid(), e.entity_type, e.name_th, e.district, e.province, e.is_practice
    FROM entities AS e WHERE e.id = NEW.entity_id AND NEW.entity_id = laas_entity()
      AND NOT EXISTS (SELECT FROM entity_seals AS s WHERE s.entity_id = NEW.entity_id);
    RETURN NULL;
END $$;

-- The copy of posts from the beginning, after a migration.
CREATE OR REPLACE FUNCTION copy_posts() RETURNS void LANGUAGE sql AS $$
    DELETE FROM posts;
    INSERT INTO posts (person_id, entity_id, id, role, department_id, position_th,
        amount_ceiling, valid_from, valid_until, acting)
    SELECT a.person_id, a.entity_id, a.id, a.role, a.department_id, a.position_th,
        a.amount_ceiling, a.valid_from, a.valid_until, acting(d)
    FROM role_assignments AS a
    LEFT JOIN deputies AS d ON d.entity_id = a.entity_id AND d.id = a.deputy_id
    WHERE NOT a.is_suspended
$$;

-- The next numbers of series, each with its scope, without gaps, because the head of the organisation
-- is locked; and how they are written in that year. No number is taken back.
CREATE OR REPLACE FUNCTION take_numbers(year int, wanted text[], scopes text[])
RETURNS TABLE (series text, scope text, last_number bigint, format text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY INSERT INTO number_series AS s (entity_id, series, fiscal_year, scope, last_number)
        SELECT laas_entity(), w.series, year, w.scope, count(*)
        FROM unnest(wanted, scopes) AS w (series, scope) GROUP BY w.series, w.scope
        ON CONFLICT (entity_id, series, fiscal_year, scope)
        DO UPDATE SET last_number = s.last_number + excluded.last_number
        RETURNING s.series, s.scope, s.last_number,
            (SELECT f.format FROM number_formats AS f WHERE f.entity_id = s.entity_id
                 AND f.series = s.series AND f.first_year <= s.fiscal_year
             ORDER BY f.first_year DESC LIMIT 1);
END $$;

-- Makes a document: its header, a draft, and that it was made, on the day on which it is.
CREATE OR REPLACE FUNCTION make_document(
    document uuid, kind text, fiscal_year int, entered_on date, title text, party_name text,
    department uuid, amount numeric, person uuid, at timestamptz, person_name text, post text,
    route text, next_step text, manual_number text, manual_book text, manual_on date, case_id uuid,
    day date
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_variable
BEGIN
    IF (lock_head(at) AND entered_on = laas_today(at)) IS NOT TRUE AND session_user = 'laas_app' THEN
        RAISE EXCEPTION 'laas:clock_wrong';
    END IF;
    -- A paper is entered once (W-4.5), by a number and book of one spelling, or `๑๒` and `1 2` would be
    -- two; the index says the same, but not which. What was kept before stays as it was recorded.
    IF concat(manual_number, manual_book) ~ '[a-z[:space:]\u0E50-\u0E59\u00A0\u00AD\u2000-\u2015\u2028-\u202F\u205F-\u206F\u2212\u3000\uFEFF\uFF01-\uFF5E]' THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    END IF;
    IF manual_number IS NOT NULL AND EXISTS (SELECT FROM documents AS d
               WHERE d.entity_id = laas_entity() AND d.kind = make_document.kind AND d.status <> 'cancelled'
               AND d.manual_number = make_document.manual_number
               AND coalesce(d.manual_book, '') = coalesce(make_document.manual_book, '')) THEN
        RAISE EXCEPTION 'laas:duplicate_number' USING DETAIL = manual_number;
    END IF;
    -- Its id begins with the milliseconds since 1970: of none a day ahead, from which nothing newer would
    -- be read on.
    IF to_timestamp(('x' || left(replace(document::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
        > greatest(at, clock_timestamp()) + interval '1 day' THEN
        RAISE EXCEPTION 'laas:device_clock_wrong';
    END IF;
    WITH header AS (
        INSERT INTO documents (entity_id, id, kind, fiscal_year, entered_on, status, title,
            party_name, department_id, amount, created_by, created_at, route, next_step,
            manual_number, manual_book, manual_on, case_id, document_on)
        VALUES (laas_entity(), document, kind, fiscal_year, entered_on, 'draft', title, party_name,
            department, amount, person, at, route, next_step, manual_number, manual_book, manual_on,
            case_id, day))
    INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name, position,
        status, on_day)
    VALUES (laas_entity(), document, 1, at, person, person_name, post, 'draft', entered_on);
END $$;

-- Every move of a document there is: from, by, to (shared/src/document/lifecycle.rs).
CREATE OR REPLACE FUNCTION may_move(was text, action text, becomes text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (was, action, becomes) IN (('draft', 'submit', 'submitted'), ('draft', 'submit', 'approved'),
        ('submitted', 'examine', 'submitted'), ('submitted', 'return', 'draft'),
        ('submitted', 'refuse', 'cancelled'), ('submitted', 'approve', 'approved'),
        ('submitted', 'approve', 'posted'), ('submitted', 'post', 'posted'),
        ('approved', 'post', 'posted'), ('approved', 'return', 'draft'),
        ('approved', 'refuse', 'cancelled'), ('approved', 'settle', 'posted'),
        ('posted', 'reopen', 'approved'), ('draft', 'cancel', 'cancelled'),
        ('submitted', 'cancel', 'cancelled'), ('approved', 'cancel', 'cancelled'),
        ('posted', 'cancel', 'cancelled'))
$$;

-- Does what is done lead where the route leads? A step is taken as the route says, to the status it
-- says, and the next one is what follows; no step is passed over, nor was one, but those that this document
-- does not need now (steps_skipped). A draft stands before the first step; any other act takes none.
CREATE OR REPLACE FUNCTION follows_route(
    document uuid, new_status text, steps int, effect boolean, new_route text, step_to_come text,
    step_done text, action_done text
) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT CASE
        WHEN step_done IS NOT NULL THEN EXISTS (
            SELECT FROM step_roles AS s
            WHERE s.kind = d.kind AND s.route = d.own AND s.step = step_done
              AND s.action = action_done AND s.becomes = new_status
              AND effect = (d.has_effect OR s.takes_effect) AND steps >= s.place
              AND steps IN (SELECT o.place FROM step_roles AS o WHERE o.kind = d.kind AND o.route = d.own)
              AND (d.status = 'draft' OR d.route IS NOT DISTINCT FROM new_route)
              AND NOT EXISTS (
                  SELECT FROM step_roles AS o WHERE o.kind = d.kind AND o.route = d.own
                    AND o.place > s.place AND o.place <= follows_route.steps
                    AND NOT EXISTS (SELECT FROM steps_skipped AS p WHERE p.entity_id = laas_entity()
                        AND p.document_id = document AND p.step = o.step))
              AND NOT EXISTS (
                  SELECT FROM step_roles AS o
                  WHERE o.kind = d.kind AND o.route = d.own AND o.place < s.place
                    AND NOT EXISTS (SELECT FROM duties_done AS h WHERE h.entity_id = laas_entity()
                        AND h.document_id = document AND h.duty = o.step)
                    AND NOT EXISTS (SELECT FROM steps_skipped AS p WHERE p.entity_id = laas_entity()
                        AND p.document_id = document AND p.step = o.step))
              AND step_to_come IS NOT DISTINCT FROM (SELECT min(o.step) FROM step_roles AS o
                  WHERE o.kind = d.kind AND o.route = d.own AND o.place = follows_route.steps + 1))
        WHEN new_status = 'draft' THEN steps = 0 AND NOT effect AND step_to_come = (
            SELECT min(o.step) FROM step_roles AS o
            WHERE o.kind = d.kind AND o.route = d.own AND o.place = 1)
        ELSE steps = d.steps_taken AND (effect = d.has_effect OR NOT effect AND action_done = 'refuse')
            AND coalesce(step_to_come = d.next_step, step_to_come IS NULL)
    END
    FROM (SELECT h.kind, h.status, h.route, h.has_effect, h.steps_taken, h.next_step,
            known_route(h.kind, new_route) AS own
        FROM documents AS h WHERE h.entity_id = laas_entity() AND h.id = document OFFSET 0) AS d);
END $$;

-- Writes where a header stands after something was done, and adds that to the history. Without an
-- action the draft was changed: that stands in the history when somebody else than the one before
-- changed it, and when it had been sent back. No status changes without an action, by no other move
-- than there is, and a step is the one the document waits for; what it is about and comes to, and its day
-- change in a draft alone, its year there or to that of the day.
CREATE OR REPLACE FUNCTION change_document(
    document uuid, new_status text, steps int, effect boolean, new_title text, party text,
    department uuid, new_amount numeric, new_version int, new_route text, step_to_come text,
    day date, year int, at timestamptz, person uuid, name text, post text, today date,
    step_done text, action_done text, why text, deputy uuid
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    is_now CONSTANT boolean := lock_head(at) AND today = laas_today(at);
    moved int;
BEGIN
    -- Duties are kept apart by steps.
    IF step_done IS NULL AND action_done IN ('submit', 'examine', 'approve', 'post')
       OR NOT follows_route(document, new_status, steps, effect, new_route, step_to_come, step_done,
            action_done) THEN
        RAISE EXCEPTION 'laas:wrong_state';
    -- Whoever may take the step it waits for may send it back or turn it down (W-7).
    ELSIF action_done IN ('return', 'refuse') AND NOT EXISTS (
            SELECT FROM documents AS d
            JOIN step_roles AS s ON s.kind = d.kind AND s.step = d.next_step
                AND s.route = known_route(d.kind, d.route)
            JOIN role_assignments AS a ON a.entity_id = d.entity_id AND a.person_id = person
                AND a.role = s.role AND NOT a.is_suspended
                AND a.deputy_id IS NOT DISTINCT FROM deputy
                AND is_within(a.valid_from, a.valid_until, today)
                AND (NOT s.is_of_department OR a.department_id IS NULL
                    OR a.department_id = d.department_id)
            WHERE d.entity_id = laas_entity() AND d.id = document) THEN
        RAISE EXCEPTION 'laas:not_permitted';
    -- Of no other day than that on which it is done.
    ELSIF session_user = 'laas_app' AND is_now IS NOT TRUE THEN
        RAISE EXCEPTION 'laas:clock_wrong';
    END IF;
    WITH header AS (
        UPDATE documents AS d SET status = new_status, steps_taken = steps, has_effect = effect,
            title = new_title, party_name = party, department_id = department, amount = new_amount,
            version = new_version, route = new_route, next_step = step_to_come, document_on = day,
            fiscal_year = year
        WHERE d.entity_id = laas_entity() AND d.id = document
          AND CASE WHEN action_done IS NULL THEN d.status = 'draft' AND new_status = 'draft'
              ELSE may_move(d.status, action_done, new_status) END
          AND new_version = d.version + 1
          AND coalesce(d.next_step = step_done, step_done IS NULL)
          AND (d.status = 'draft' OR d.amount = new_amount AND d.title = new_title
              -- What counts from the day on which it takes effect is of the year of that day.
              AND year IN (d.fiscal_year, extract(year FROM today + interval '3 months') + 543)
              AND (d.document_on IS NULL OR d.document_on = day)
              AND d.party_name IS NOT DISTINCT FROM party
              AND d.department_id IS NOT DISTINCT FROM department)
        RETURNING d.id), event AS (
        INSERT INTO document_events (entity_id, document_id, seq, at, person_id, person_name, position,
            step, action, status, comment, on_day, deputy_id)
        SELECT laas_entity(), document, last.seq + 1, at, person, name, post, step_done, action_done,
            new_status, why, today, deputy
        FROM (SELECT e.seq, e.action, e.person_id FROM document_events AS e
              WHERE e.entity_id = laas_entity() AND e.document_id = document
              ORDER BY e.seq DESC LIMIT 1) AS last
        WHERE action_done IS NOT NULL OR last.action = 'return' OR last.person_id <> person)
    SELECT count(*) INTO moved FROM header;
    IF moved = 0 THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
END $$;

-- Gives a role in the organisation; one held already gets the position and the scope, and what is held
-- in the post of another the position. Whoever is suspended stays so.
CREATE OR REPLACE FUNCTION assign_role(
    new_id uuid, person uuid, new_role text, department uuid, post text, ceiling numeric,
    first_day date, last_day date
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO role_assignments AS a (entity_id, id, person_id, role, department_id, position_th,
        amount_ceiling, valid_from, valid_until, is_suspended)
    VALUES (laas_entity(), new_id, person, new_role, department, post, ceiling, first_day, last_day,
        EXISTS (SELECT FROM role_assignments AS o WHERE o.entity_id = laas_entity()
            AND o.person_id = person AND o.is_suspended))
    ON CONFLICT (entity_id, person_id, role, department_id, deputy_id)
        DO UPDATE SET position_th = excluded.position_th, amount_ceiling = excluded.amount_ceiling,
            valid_from = excluded.valid_from, valid_until = excluded.valid_until
        WHERE (a.position_th, a.amount_ceiling, a.valid_from, a.valid_until) IS DISTINCT FROM
            (excluded.position_th, excluded.amount_ceiling, excluded.valid_from,
             excluded.valid_until);
    UPDATE role_assignments SET position_th = post WHERE entity_id = laas_entity()
        AND person_id = person AND deputy_id IS NOT NULL AND position_th <> post;
END $$;

-- Enters an order by which somebody acts in the post of another, and gives the role of the post: to
-- be signed with the own position.
CREATE OR REPLACE FUNCTION appoint_deputy(
    new_id uuid, person uuid, new_kind text, new_role text, department uuid, post text, holder uuid,
    new_order text, order_day date, first_day date, last_day date, ceiling numeric
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO deputies (entity_id, id, person_id, kind, role, department_id, post_th, holder_id,
        holder_name, order_no, ordered_on, valid_from, valid_until, amount_ceiling, made_by)
    SELECT laas_entity(), new_id, person, new_kind, new_role, department, post, holder,
        (SELECT p.name_th FROM persons AS p WHERE p.id = holder), new_order, order_day, first_day,
        last_day, ceiling, laas_person();
    INSERT INTO role_assignments (entity_id, id, person_id, role, department_id, position_th,
        amount_ceiling, valid_from, valid_until, deputy_id)
    SELECT laas_entity(), new_id, person, new_role, department, o.position_th, ceiling, first_day,
        last_day, new_id
    FROM role_assignments AS o WHERE o.entity_id = laas_entity() AND o.person_id = person
        AND o.deputy_id IS NULL ORDER BY o.role, o.department_id LIMIT 1;
END $$;

-- Ends with a day what somebody does in the post of another: what would begin later never does.
CREATE OR REPLACE FUNCTION end_deputy(deputy uuid, last_day date)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM role_assignments WHERE entity_id = laas_entity() AND deputy_id = deputy
        AND valid_from > last_day;
    UPDATE role_assignments SET valid_until = last_day WHERE entity_id = laas_entity()
        AND deputy_id = deputy AND valid_from <= last_day AND valid_until > last_day;
END $$;

-- Takes a role away.
CREATE OR REPLACE FUNCTION take_role(person uuid, old_role text, department uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM role_assignments WHERE entity_id = laas_entity() AND person_id = person
        AND role = old_role AND department_id IS NOT DISTINCT FROM department
        AND deputy_id IS NULL;
END $$;

-- Suspends or reinstates a person in every role of the organisation.
CREATE OR REPLACE FUNCTION set_suspended(person uuid, suspended boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE role_assignments SET is_suspended = suspended
    WHERE entity_id = laas_entity() AND person_id = person AND is_suspended <> suspended;
END $$;

-- Ends the rights of a person in the organisation with a day (the six-monthly review): what would
-- begin later never does.
CREATE OR REPLACE FUNCTION end_rights(person uuid, last_day date)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM role_assignments WHERE entity_id = laas_entity() AND person_id = person
        AND valid_from > last_day AND NOT is_given_above(role);
    UPDATE role_assignments SET valid_until = last_day
    WHERE entity_id = laas_entity() AND person_id = person
      AND coalesce(valid_from <= last_day, true) AND coalesce(valid_until > last_day, true);
END $$;

-- What a program may be let in for: to see what is no matter of persons and their doings, and to make and
-- change drafts (shared/src/programs.rs).
CREATE OR REPLACE FUNCTION is_scope(scope text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM step_roles AS s WHERE scope IN (s.kind || ':read', s.kind || ':edit'))
        OR scope = ANY ('{budget_line:read,department:read,party:read,bank_account:read,master_data:read,number_format:read,journal:read}');
END $$;

-- A program is let in by who writes, today, for what a program may do; from then on it is shut out, once, and
-- nothing else of it changes.
CREATE OR REPLACE FUNCTION check_program() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    today CONSTANT date := laas_today(clock_timestamp());
    is_new CONSTANT boolean := TG_OP = 'INSERT';
BEGIN
    IF NOT (CASE WHEN is_new THEN NEW.registered_by IS NOT DISTINCT FROM laas_person()
                AND NEW.registered_on = today AND NEW.valid_until >= today AND NEW.withdrawn_on IS NULL
                AND NOT EXISTS (SELECT FROM unnest(string_to_array(NEW.scopes, ' ')) AS s (scope)
                    WHERE NOT is_scope(s.scope))
            ELSE OLD.withdrawn_on IS NULL AND NEW.withdrawn_on = today
                AND to_jsonb(NEW) - 'withdrawn_on' = to_jsonb(OLD) - 'withdrawn_on' END) THEN
        RAISE EXCEPTION 'laas:invalid_fields';
    END IF;
    RETURN NEW;
END $$;

-- Keeps the directory's copy of the programs that are in.
CREATE OR REPLACE FUNCTION keep_program() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM program_keys WHERE program_id = OLD.id AND entity_id = laas_entity();
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.withdrawn_on IS NULL AND NEW.entity_id = laas_entity() THEN
        INSERT INTO program_keys (program_id, entity_id, scopes, valid_until, secret_hash, public_key)
        VALUES (NEW.id, NEW.entity_id, NEW.scopes, NEW.valid_until, NEW.secret_hash, NEW.public_key);
    END IF;
    RETURN NULL;
END $$;

-- Seals what a program is called, as with people (seal_person).
CREATE OR REPLACE FUNCTION seal_program() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO person_seals (entity_id, person_id, name_hash, login_hash)
    SELECT NEW.entity_id, p.id, sha256(p.salt || convert_to(p.name_th, 'UTF8')),
        sha256(p.salt || convert_to('', 'UTF8'))
    FROM persons AS p
    WHERE p.id = NEW.id AND p.salt IS NOT NULL AND NEW.entity_id = laas_entity()
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

-- The law gives steps to people: a program has no role, so it takes none, and no other act than that it makes
-- and changes a draft of its own, of a kind that it was let in for.
CREATE OR REPLACE FUNCTION check_program_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programs AS p WHERE p.entity_id = NEW.entity_id AND p.id = NEW.person_id)
       AND (NEW.action IS NOT NULL OR NOT is_program_draft(NEW.person_id, NEW.document_id)) THEN
        RAISE EXCEPTION 'laas:not_permitted';
    END IF;
    RETURN NULL;
END $$;

-- No program is given a role.
CREATE OR REPLACE FUNCTION check_no_program() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programs AS p WHERE p.entity_id = NEW.entity_id AND p.id = NEW.person_id) THEN
        RAISE EXCEPTION 'laas:forbidden';
    END IF;
    RETURN NEW;
END $$;

-- Lets a program in: from now on it has a name where people have one.
CREATE OR REPLACE FUNCTION register_program(
    new_id uuid, called text, contact text, email text, new_scopes text, last_day date, hash bytea, key text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO persons (id, name_th) SELECT new_id, concat('โปรแกรม ', called, ' ของ ', e.name_th)
    FROM entities AS e WHERE e.id = laas_entity();
    INSERT INTO programs (entity_id, id, program_th, contact_name, contact_email, scopes, valid_until,
        secret_hash, public_key, registered_by, registered_on)
    VALUES (laas_entity(), new_id, called, contact, email, new_scopes, last_day, hash, key, laas_person(),
        laas_today(clock_timestamp()));
END $$;

-- Shuts a program out, for good.
CREATE OR REPLACE FUNCTION withdraw_program(program uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE programs SET withdrawn_on = laas_today(clock_timestamp())
    WHERE entity_id = laas_entity() AND id = program AND withdrawn_on IS NULL;
END $$;

-- The program of this id, if it is in, and where; nobody can list those of others.
CREATE OR REPLACE FUNCTION program_of(program uuid)
RETURNS TABLE (entity_id uuid, name_th text, scopes text, valid_until date, secret_hash bytea,
    public_key text, practice_today date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT k.entity_id, p.name_th, k.scopes, k.valid_until, k.secret_hash, k.public_key,
        e.practice_today
    FROM program_keys AS k JOIN persons AS p ON p.id = k.program_id JOIN entities AS e ON e.id = k.entity_id
    WHERE k.program_id = program;
END $$;

-- Notes that a program of this entity is given a token; false where it is in no longer.
CREATE OR REPLACE FUNCTION touch_program(program uuid, entity uuid, at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE program_keys SET used_at = at WHERE program_id = program AND entity_id = entity;
    RETURN FOUND;
END $$;

-- When the programs of the organisation of the transaction were last given a token.
CREATE OR REPLACE FUNCTION programs_used() RETURNS TABLE (program_id uuid, used_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT k.program_id, k.used_at FROM program_keys AS k WHERE k.entity_id = laas_entity();
END $$;

-- The copy of programs from the beginning, after a migration, or of one entity that went back; when they were
-- used is known here alone. What is as it was is left alone.
CREATE OR REPLACE FUNCTION copy_programs(entity uuid DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
    DELETE FROM program_keys AS k WHERE (entity IS NULL OR k.entity_id = entity)
        AND NOT EXISTS (SELECT FROM programs AS p
            WHERE p.entity_id = k.entity_id AND p.id = k.program_id AND p.withdrawn_on IS NULL);
    INSERT INTO program_keys AS k (program_id, entity_id, scopes, valid_until, secret_hash, public_key)
    SELECT p.id, p.entity_id, p.scopes, p.valid_until, p.secret_hash, p.public_key
    FROM programs AS p WHERE p.withdrawn_on IS NULL AND (entity IS NULL OR p.entity_id = entity)
    ON CONFLICT (program_id) DO UPDATE SET entity_id = excluded.entity_id, scopes = excluded.scopes,
        valid_until = excluded.valid_until, secret_hash = excluded.secret_hash,
        public_key = excluded.public_key
    WHERE (k.entity_id, k.scopes, k.valid_until, k.secret_hash, k.public_key) IS DISTINCT FROM
        (excluded.entity_id, excluded.scopes, excluded.valid_until, excluded.secret_hash, excluded.public_key)
$$;

-- Keeps the hash of a password, which is one of Argon2id and of nothing weaker.
CREATE OR REPLACE FUNCTION set_password(person uuid, new_hash text, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF new_hash !~ '^\$argon2id\$' THEN
        RAISE EXCEPTION 'laas:weak_hash';
    END IF;
    INSERT INTO credentials AS c (person_id, password_hash, changed_at) VALUES (person, new_hash, at)
    ON CONFLICT (person_id) DO UPDATE SET password_hash = new_hash, changed_at = at;
END $$;

-- Keeps the address that was proved in an attempt of the first log-in, for whoever's attempt it is; no
-- other address is kept of anybody.
CREATE OR REPLACE FUNCTION set_email(attempt bytea, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE logins AS l SET email = a.email FROM login_attempts AS a
    WHERE a.token_hash = attempt AND a.email_proved AND a.expires_at > at
        AND l.person_id = a.person_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
END $$;

-- Notes a log-in, of whoever has just been given a session.
CREATE OR REPLACE FUNCTION note_login(person uuid, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE logins AS l SET previous_login_at = l.last_login_at, last_login_at = at FROM sessions AS s
    WHERE l.person_id = person AND s.person_id = person AND s.created_at = at;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'laas:wrong_state';
    END IF;
END $$;

-- The posts of one person, everywhere.
CREATE OR REPLACE FUNCTION posts_of(person uuid) RETURNS SETOF posts
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT o.* FROM posts AS o WHERE o.person_id = person;
END $$;

-- The session whose token has this hash, and who it is; nobody can list the sessions of others.
CREATE OR REPLACE FUNCTION session_of(hash bytea)
RETURNS TABLE (person_id uuid, entity_id uuid, used_at timestamptz, expires_at timestamptz,
    proved_at timestamptz, is_locked boolean, name_th text, practice_today date, roles jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT s.person_id, s.entity_id, s.used_at, s.expires_at, s.proved_at, s.is_locked,
        p.name_th, e.practice_today,
        coalesce((SELECT jsonb_agg(jsonb_build_object('role', o.role, 'department_id',
                      o.department_id, 'position_th', o.position_th, 'amount_ceiling',
                      o.amount_ceiling::text, 'valid_from', o.valid_from, 'valid_until',
                      o.valid_until, 'acting', o.acting)
                      ORDER BY o.acting IS NOT NULL, o.role, o.department_id)
                  FROM posts AS o
                  WHERE o.person_id = s.person_id AND o.entity_id = s.entity_id), '[]')
    FROM sessions AS s JOIN persons AS p ON p.id = s.person_id
        JOIN entities AS e ON e.id = s.entity_id
    WHERE s.token_hash = hash;
END $$;

-- Where a person works or worked last, if there is a session of any age.
CREATE OR REPLACE FUNCTION last_place(person uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT s.entity_id FROM sessions AS s WHERE s.person_id = person);
END $$;

-- A session is where its person has a post on that day.
CREATE OR REPLACE FUNCTION check_place(person uuid, place uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT is_clock_right(at, NULL) THEN
        RAISE EXCEPTION 'laas:clock_wrong';
    END IF;
    IF NOT EXISTS (SELECT FROM posts AS o JOIN entities AS e ON e.id = o.entity_id
                   WHERE o.person_id = person AND o.entity_id = place
                     AND is_within(o.valid_from, o.valid_until, coalesce(e.practice_today,
                         (at AT TIME ZONE 'Asia/Bangkok')::date))) THEN
        RAISE EXCEPTION 'laas:not_found';
    END IF;
END $$;

-- Opens a session in place of any other of the person, for half a day at most; whoever comes in has
-- proved who that is.
CREATE OR REPLACE FUNCTION open_session(
    hash bytea, person uuid, place uuid, at timestamptz, until timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM check_place(person, place, at);
    INSERT INTO sessions (token_hash, person_id, entity_id, created_at, used_at, expires_at,
        proved_at, is_locked)
    VALUES (hash, person, place, at, at, least(until, at + interval '12 hours'), at, false)
    ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash,
        entity_id = excluded.entity_id, created_at = excluded.created_at, used_at = excluded.used_at,
        expires_at = excluded.expires_at, proved_at = excluded.proved_at, is_locked = false;
END $$;

-- Gives a live session another token and place, and opens it; false when it is gone. Where the person
-- has just proved who that is, it says so.
CREATE OR REPLACE FUNCTION renew_session(old_hash bytea, new_hash bytea, place uuid, at timestamptz,
    proves boolean) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    person uuid;
BEGIN
    UPDATE sessions SET token_hash = new_hash, entity_id = place, used_at = at, is_locked = false,
        proved_at = CASE WHEN proves THEN at ELSE proved_at END
    WHERE token_hash = old_hash AND expires_at > at RETURNING person_id INTO person;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM check_place(person, place, at);
    RETURN true;
END $$;

-- Says that somebody who practises proved at a moment who that is; of nobody else.
CREATE OR REPLACE FUNCTION prove_practice(person uuid, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sessions AS s SET proved_at = at FROM entities AS e
    WHERE s.person_id = person AND e.id = s.entity_id AND e.is_practice;
END $$;

-- Notes a use of an open session.
CREATE OR REPLACE FUNCTION touch_session(hash bytea, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sessions SET used_at = at WHERE token_hash = hash AND NOT is_locked;
END $$;

-- Notes that the idle time of a session has run out.
CREATE OR REPLACE FUNCTION lock_session(hash bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sessions SET is_locked = true WHERE token_hash = hash;
END $$;

-- Ends a session.
CREATE OR REPLACE FUNCTION end_session(hash bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM sessions WHERE token_hash = hash;
END $$;

-- The open session of a person who works in the organisation of the transaction: since when, when it
-- was last used, whether it is locked.
CREATE OR REPLACE FUNCTION session_here(person uuid, at timestamptz)
RETURNS TABLE (created_at timestamptz, used_at timestamptz, is_locked boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT s.created_at, s.used_at, s.is_locked FROM sessions AS s
        WHERE s.person_id = person AND s.entity_id = laas_entity() AND s.expires_at > at;
END $$;

-- Ends a person's session, if it works in the organisation of the transaction.
CREATE OR REPLACE FUNCTION end_session_here(person uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM sessions WHERE person_id = person AND entity_id = laas_entity();
END $$;

CREATE OR REPLACE TRIGGER lines_balance AFTER INSERT ON journal_lines
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION check_lines();
CREATE OR REPLACE TRIGGER keep_balances AFTER INSERT ON journal_lines
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION add_to_balances();
CREATE OR REPLACE TRIGGER keep_reserved_new AFTER INSERT ON reservations
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_reserved();
CREATE OR REPLACE TRIGGER keep_reserved AFTER UPDATE ON reservations
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_reserved();
CREATE OR REPLACE TRIGGER limits_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE
    ON account_limits FOR EACH STATEMENT EXECUTE FUNCTION limits_changed();
CREATE OR REPLACE TRIGGER account_unposted BEFORE UPDATE ON bank_accounts FOR EACH ROW
    WHEN (OLD.account <> NEW.account) EXECUTE FUNCTION check_account_unposted();
CREATE OR REPLACE TRIGGER day_open BEFORE INSERT ON journal_entries
    FOR EACH ROW EXECUTE FUNCTION check_day_open();
CREATE OR REPLACE TRIGGER books_begun BEFORE INSERT OR UPDATE OF report_date ON daily_reports
    FOR EACH ROW EXECUTE FUNCTION check_books_begun();
CREATE OR REPLACE TRIGGER keep_posts AFTER INSERT OR UPDATE OR DELETE ON role_assignments
    FOR EACH ROW EXECUTE FUNCTION keep_posts();
CREATE OR REPLACE TRIGGER seal_entity AFTER INSERT ON role_assignments
    FOR EACH ROW EXECUTE FUNCTION seal_entity();
CREATE OR REPLACE TRIGGER seal_person AFTER INSERT ON role_assignments
    FOR EACH ROW EXECUTE FUNCTION seal_person();
CREATE OR REPLACE TRIGGER number_follows BEFORE INSERT ON document_numbers
    FOR EACH ROW EXECUTE FUNCTION check_number_follows();
CREATE CONSTRAINT TRIGGER numbers_given AFTER INSERT OR UPDATE OF last_number ON number_series
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_numbers_given();
CREATE CONSTRAINT TRIGGER entry_caused AFTER INSERT ON journal_entries
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_entry_caused();
CREATE CONSTRAINT TRIGGER move_caused AFTER INSERT ON document_events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.step IS NULL AND NEW.action IN ('settle', 'reopen', 'cancel'))
    EXECUTE FUNCTION check_move_caused();
CREATE CONSTRAINT TRIGGER void_done AFTER INSERT ON document_events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.step IS NOT NULL AND NEW.action IN ('approve', 'post'))
    EXECUTE FUNCTION check_void_done();
CREATE CONSTRAINT TRIGGER reserved_caused AFTER INSERT OR UPDATE OF amount, used, released_at
    ON reservations
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_reserved_caused();
CREATE CONSTRAINT TRIGGER taken_caused AFTER INSERT OR UPDATE OF released_at, days ON document_takes
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_taken_caused();
CREATE CONSTRAINT TRIGGER claim_caused AFTER INSERT OR UPDATE ON claims
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_claim_caused();
CREATE CONSTRAINT TRIGGER line_caused AFTER INSERT ON budget_lines
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_line_caused();
CREATE OR REPLACE TRIGGER file_open BEFORE INSERT OR UPDATE ON attachments FOR EACH ROW
    WHEN (session_user = 'laas_app') EXECUTE FUNCTION check_file_open();
CREATE OR REPLACE TRIGGER head_begins BEFORE INSERT ON entity_heads FOR EACH ROW
    WHEN (session_user = 'laas_app') EXECUTE FUNCTION check_head_begins();
-- Of organisations the server changes those alone that practise, which the constraint on their day says as
-- well; but for that, another one would look as if it was made in the transaction (check_head_begins).
CREATE OR REPLACE TRIGGER entity_stays BEFORE UPDATE ON entities FOR EACH ROW
    WHEN (session_user = 'laas_app' AND NOT OLD.is_practice) EXECUTE FUNCTION forbid_change();
CREATE OR REPLACE TRIGGER format_unused BEFORE INSERT OR UPDATE OR DELETE ON number_formats
    FOR EACH ROW EXECUTE FUNCTION check_format_unused();
CREATE OR REPLACE TRIGGER line_code BEFORE INSERT OR UPDATE ON budget_lines
    FOR EACH ROW EXECUTE FUNCTION check_line_code();
CREATE OR REPLACE TRIGGER numbers_once BEFORE UPDATE OF status ON documents FOR EACH ROW
    WHEN (OLD.status = 'draft' AND NEW.status NOT IN ('draft', 'cancelled')
        AND NEW.kind IN ('cheque_report', 'receipt'))
    EXECUTE FUNCTION check_numbers_once();

CREATE OR REPLACE TRIGGER one_advance BEFORE UPDATE OF status ON documents FOR EACH ROW
    WHEN (OLD.status = 'draft' AND NEW.status NOT IN ('draft', 'cancelled')
        AND NEW.kind = 'advance_request')
    EXECUTE FUNCTION check_one_advance();
CREATE OR REPLACE TRIGGER books_empty BEFORE UPDATE OF status ON documents FOR EACH ROW
    WHEN (NEW.kind = 'opening' AND OLD.status <> NEW.status
        AND (NEW.status = 'posted' OR OLD.status = 'posted' AND NEW.status = 'cancelled'))
    EXECUTE FUNCTION check_books_empty();
CREATE OR REPLACE TRIGGER opening_keys BEFORE UPDATE OF status ON documents FOR EACH ROW
    WHEN (OLD.status = 'draft' AND NEW.status NOT IN ('draft', 'cancelled')
        AND NEW.kind = 'opening')
    EXECUTE FUNCTION check_opening_keys();
CREATE OR REPLACE TRIGGER duties_apart BEFORE INSERT ON document_events FOR EACH ROW
    WHEN (NEW.step IS NOT NULL) EXECUTE FUNCTION check_duties();
CREATE OR REPLACE TRIGGER step_right BEFORE INSERT ON document_events FOR EACH ROW
    WHEN (NEW.step IS NOT NULL OR NEW.deputy_id IS NOT NULL) EXECUTE FUNCTION check_step_right();
CREATE CONSTRAINT TRIGGER amount_said AFTER INSERT ON document_events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.step IS NOT NULL OR NEW.action IS NULL) EXECUTE FUNCTION check_amount_said();
CREATE CONSTRAINT TRIGGER taken_back AFTER INSERT ON document_events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.action IN ('cancel', 'return', 'refuse')) EXECUTE FUNCTION check_taken_back();
CREATE CONSTRAINT TRIGGER step_proof AFTER INSERT ON document_events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.step IS NOT NULL AND NEW.action <> 'submit') EXECUTE FUNCTION check_step_proof();
CREATE CONSTRAINT TRIGGER grant_proof AFTER INSERT OR UPDATE OR DELETE ON role_assignments
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (laas_person() IS NOT NULL) EXECUTE FUNCTION check_grant_proof();
CREATE CONSTRAINT TRIGGER program_proof AFTER INSERT OR UPDATE OR DELETE ON programs
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (laas_person() IS NOT NULL OR session_user = 'laas_app') EXECUTE FUNCTION check_grant_proof();
CREATE OR REPLACE TRIGGER program_fits BEFORE INSERT OR UPDATE ON programs
    FOR EACH ROW EXECUTE FUNCTION check_program();
CREATE OR REPLACE TRIGGER keep_program AFTER INSERT OR UPDATE OR DELETE ON programs
    FOR EACH ROW EXECUTE FUNCTION keep_program();
CREATE OR REPLACE TRIGGER seal_program AFTER INSERT ON programs
    FOR EACH ROW EXECUTE FUNCTION seal_program();
CREATE OR REPLACE TRIGGER no_program BEFORE INSERT OR UPDATE OF person_id ON role_assignments
    FOR EACH ROW EXECUTE FUNCTION check_no_program();
CREATE OR REPLACE TRIGGER program_draft AFTER INSERT ON document_events FOR EACH ROW
    WHEN (NEW.step IS NULL) EXECUTE FUNCTION check_program_draft();
CREATE OR REPLACE TRIGGER note_account AFTER UPDATE OF bank, bank_account_no ON parties
    FOR EACH ROW WHEN ((laas_person() IS NOT NULL OR session_user = 'laas_app')
        AND (NEW.bank, NEW.bank_account_no) IS DISTINCT FROM (OLD.bank, OLD.bank_account_no))
    EXECUTE FUNCTION note_account_change();
CREATE CONSTRAINT TRIGGER account_proof AFTER UPDATE OF bank, bank_account_no ON parties
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((laas_person() IS NOT NULL OR session_user = 'laas_app')
        AND (NEW.bank, NEW.bank_account_no) IS DISTINCT FROM (OLD.bank, OLD.bank_account_no))
    EXECUTE FUNCTION check_grant_proof();
CREATE CONSTRAINT TRIGGER review_signed AFTER INSERT ON user_reviews
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_review();
CREATE OR REPLACE TRIGGER maker_noted AFTER UPDATE ON documents FOR EACH ROW
    WHEN (OLD.status = 'draft' AND NEW.status = 'draft' AND OLD.version <> NEW.version)
    EXECUTE FUNCTION check_maker_noted();
CREATE OR REPLACE TRIGGER note_editor AFTER INSERT OR UPDATE ON parties
    FOR EACH ROW EXECUTE FUNCTION note_party_editor();
CREATE OR REPLACE TRIGGER head_left AFTER UPDATE OR DELETE ON role_assignments FOR EACH ROW
    WHEN (OLD.role = 'finance_head' AND NOT OLD.is_suspended)
    EXECUTE FUNCTION check_head_left();
CREATE OR REPLACE TRIGGER absence_right BEFORE INSERT OR DELETE ON absences
    FOR EACH ROW EXECUTE FUNCTION check_absence();
CREATE OR REPLACE TRIGGER deputy_fits BEFORE INSERT ON deputies
    FOR EACH ROW EXECUTE FUNCTION check_deputy();
CREATE OR REPLACE TRIGGER deputy_role BEFORE INSERT OR UPDATE ON role_assignments FOR EACH ROW
    WHEN (NEW.deputy_id IS NOT NULL) EXECUTE FUNCTION check_deputy_role();
CREATE OR REPLACE TRIGGER grant_right AFTER INSERT OR UPDATE OR DELETE ON role_assignments
    FOR EACH ROW WHEN (laas_person() IS NOT NULL) EXECUTE FUNCTION check_grant();
CREATE OR REPLACE TRIGGER keep_text_new AFTER INSERT ON documents
    FOR EACH ROW EXECUTE FUNCTION keep_document_text();
CREATE OR REPLACE TRIGGER keep_text AFTER UPDATE OF title, party_name, manual_number ON documents
    FOR EACH ROW WHEN ((OLD.title, OLD.party_name, OLD.manual_number)
        IS DISTINCT FROM (NEW.title, NEW.party_name, NEW.manual_number))
    EXECUTE FUNCTION keep_document_text();
CREATE OR REPLACE TRIGGER keep_text AFTER INSERT ON document_numbers
    REFERENCING NEW TABLE AS given FOR EACH STATEMENT EXECUTE FUNCTION add_numbers_to_text();

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['departments', 'parties', 'bank_accounts'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER keep_text AFTER INSERT OR UPDATE OF code, name_th ON %I
                        FOR EACH ROW EXECUTE FUNCTION keep_entry_text()', t);
        EXECUTE format('CREATE OR REPLACE TRIGGER version_follows BEFORE UPDATE ON %I FOR EACH ROW
                        WHEN (session_user = ''laas_app'') EXECUTE FUNCTION check_version()', t);
    END LOOP;
END $$;

DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['records', 'journal_entries', 'journal_lines', 'document_events',
                             'document_numbers', 'attachment_contents', 'party_editors',
                             'party_account_changes', 'person_seals', 'entity_seals', 'user_reviews',
                             'user_review_rows', 'deputies'] LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()', t);
    END LOOP;
END $$;

-- Bodies are kept by their document, and their rows by the number of the line.
DO $$
DECLARE
    t text;
BEGIN
    FOR t IN SELECT c.relname FROM pg_class AS c JOIN pg_index AS i ON i.indrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND i.indisprimary
               AND (SELECT array_agg(a.attname::text ORDER BY k.place)
                    FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
                    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.attnum)
                   IN (ARRAY['entity_id', 'document_id'], ARRAY['entity_id', 'document_id', 'line_no'])
    LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER body_open BEFORE INSERT OR UPDATE OR DELETE ON %I
                        FOR EACH ROW EXECUTE FUNCTION check_body_open()', t);
    END LOOP;
END $$;
