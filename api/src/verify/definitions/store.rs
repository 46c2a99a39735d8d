//! Reads the catalogue.

use crate::args;
use crate::platform::db::{OwnerConnection, declared};
use crate::platform::error::Error;
use crate::verify::store::{Refusal, attempt, attempt_script};
use serde::Deserialize;

/// One thing that the database is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Definition {
    /// The table or function it belongs to.
    pub of: String,
    /// What it is, and its name.
    pub what: String,
    /// How it is defined.
    pub text: String,
}

/// Everything but rows. Who owns the tables is called `owner`, whatever the name.
const CATALOGUE: &str = "
    WITH relation AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace),
        owner AS (SELECT pg_get_userbyid(relowner) AS name, relowner AS id FROM relation
            WHERE relname = 'entity_heads'),
        extended AS (SELECT objid AS id FROM pg_depend WHERE deptype = 'e'),
        granted AS (
            SELECT relname AS of, 'table' AS what, relowner AS owner,
                coalesce(relacl, acldefault('r', relowner)) AS rights
            FROM relation WHERE relkind NOT IN ('i', 'c', 't')
            UNION ALL SELECT c.relname, 'column ' || a.attname, c.relowner, a.attacl
            FROM relation AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attacl IS NOT NULL
            UNION ALL SELECT p.proname, 'function', p.proowner,
                coalesce(p.proacl, acldefault('f', p.proowner))
            FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace AND p.oid NOT IN (SELECT id FROM extended)
            UNION ALL SELECT 'public', 'schema', nspowner, coalesce(nspacl, acldefault('n', nspowner))
            FROM pg_namespace WHERE oid = 'public'::regnamespace
            UNION ALL SELECT 'database', 'database', datdba, coalesce(datacl, acldefault('d', datdba))
            FROM pg_database WHERE datname = current_database()
            UNION ALL SELECT 'public', 'default', defaclrole, defaclacl FROM pg_default_acl)
    SELECT of, what, text FROM (
        SELECT relname AS of, CASE relkind WHEN 'v' THEN 'view' ELSE 'table' END AS what,
            concat_ws(' ', relkind, relpersistence, relrowsecurity, relforcerowsecurity,
            replace(pg_get_userbyid(relowner), owner.name, 'owner'), relchecks, relreplident,
            NOT relhastriggers AND EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relation.oid),
            (SELECT count(*) FROM pg_inherits AS i WHERE relation.oid IN (i.inhparent, i.inhrelid)),
            CASE relkind WHEN 'v' THEN concat(reloptions, pg_get_viewdef(oid)) END) AS text
        FROM relation, owner WHERE relkind NOT IN ('i', 'c', 't')
        UNION ALL SELECT c.relname, 'column ' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
            a.attnotnull, a.attidentity, a.attgenerated, a.attcollation, pg_get_expr(d.adbin, d.adrelid))
        FROM relation AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE c.relkind <> 'i'
        UNION ALL SELECT c.relname, 'constraint ' || k.conname,
            concat_ws(' ', pg_get_constraintdef(k.oid), k.convalidated, obj_description(k.oid, 'pg_constraint'))
        FROM relation AS c JOIN pg_constraint AS k ON k.conrelid = c.oid
        UNION ALL SELECT c.relname, 'index ' || i.relname, concat_ws(' ', pg_get_indexdef(i.oid),
            x.indisvalid, x.indisready, x.indislive, x.indisunique, x.indisprimary, x.indimmediate,
            obj_description(i.oid, 'pg_class'))
        FROM relation AS c JOIN pg_index AS x ON x.indrelid = c.oid JOIN pg_class AS i ON i.oid = x.indexrelid
        UNION ALL SELECT c.relname, 'trigger ' || t.tgname, concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
        FROM relation AS c JOIN pg_trigger AS t ON t.tgrelid = c.oid AND NOT t.tgisinternal
        UNION ALL SELECT c.relname, concat_ws(' ', 'key', k.conname, t.tgtype), t.tgenabled::text
        FROM relation AS c JOIN pg_trigger AS t ON t.tgrelid = c.oid AND t.tgisinternal
        JOIN pg_constraint AS k ON k.oid = t.tgconstraint
        UNION ALL SELECT c.relname, 'rule ' || r.rulename, pg_get_ruledef(r.oid)
        FROM relation AS c JOIN pg_rewrite AS r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'
        UNION ALL SELECT tablename, 'policy ' || policyname, concat_ws(' ', permissive, cmd,
            replace(array_to_string(roles, ' '), owner.name, 'owner'), 'using', qual, 'check', with_check)
        FROM pg_policies, owner WHERE schemaname = 'public'
        UNION ALL SELECT p.proname, format('function (%s)', pg_get_function_identity_arguments(p.oid)),
            concat_ws(' ', pg_get_functiondef(p.oid), replace(pg_get_userbyid(p.proowner), owner.name, 'owner'))
        FROM pg_proc AS p, owner WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
            AND p.oid NOT IN (SELECT id FROM extended)
        UNION ALL SELECT g.of, concat_ws(' ', 'rights', g.what, r.privilege_type, 'for',
            CASE r.grantee WHEN 0 THEN 'all' WHEN g.owner THEN 'owner' ELSE pg_get_userbyid(r.grantee)::text END),
            r.is_grantable::text
        FROM granted AS g CROSS JOIN LATERAL aclexplode(g.rights) AS r
        UNION ALL SELECT e.evtname, 'event trigger', concat_ws(' ', e.evtevent, e.evtenabled, e.evtfoid::regproc)
        FROM pg_event_trigger AS e
        UNION ALL SELECT extname, 'extension', '' FROM pg_extension WHERE extname <> 'amcheck'
        -- What comes with PostgreSQL has ids below 16384; whatever stands beside it would be taken for it.
        UNION ALL SELECT n.nspname, concat_ws(' ', 'of PostgreSQL', x.what, x.name), '' FROM (
            SELECT oid, pronamespace AS place, 'function' AS what, oid::regprocedure::text AS name FROM pg_proc
            UNION ALL SELECT oid, oprnamespace, 'operator', oid::regoperator::text FROM pg_operator
            UNION ALL SELECT oid, relnamespace, 'table', relname FROM pg_class
            UNION ALL SELECT oid, typnamespace, 'type', typname FROM pg_type
            UNION ALL SELECT oid, collnamespace, 'collation', collname FROM pg_collation
            UNION ALL SELECT oid, 'pg_catalog'::regnamespace, 'cast', format('%s to %s',
                castsource::regtype, casttarget::regtype) FROM pg_cast
            UNION ALL SELECT oid, 'pg_catalog'::regnamespace, 'publication', pubname FROM pg_publication
            UNION ALL SELECT oid, 'pg_catalog'::regnamespace, 'foreign data', fdwname
            FROM pg_foreign_data_wrapper) AS x
        JOIN pg_namespace AS n ON n.oid = x.place
        WHERE x.oid >= 16384 AND x.oid NOT IN (SELECT id FROM extended)
          AND (n.nspname IN ('pg_catalog', 'information_schema') OR x.what = 'operator')
        UNION ALL SELECT 'pg_catalog', 'functions', md5(string_agg(concat_ws(' ', oid, prosrc, probin,
            prosecdef, proconfig), ',' ORDER BY oid)) FROM pg_proc WHERE oid < 16384
        -- What comes with PostgreSQL is open to everybody or to nobody.
        UNION ALL SELECT x.name, concat('rights of PostgreSQL ', r.privilege_type, ' for laas_app'), '' FROM (
            SELECT proname AS name, proacl AS rights FROM pg_proc WHERE oid < 16384
            UNION ALL SELECT relname, relacl FROM pg_class WHERE oid < 16384) AS x
        CROSS JOIN LATERAL aclexplode(x.rights) AS r WHERE r.grantee = to_regrole('laas_app')
        UNION ALL SELECT 'laas_app', 'member ' || m.member::regrole, '' FROM pg_auth_members AS m, owner
        WHERE m.roleid = to_regrole('laas_app') AND m.member <> owner.id
        UNION ALL SELECT 'database', 'owner of the tables', (owner.id = datdba)::text FROM pg_database, owner
        WHERE datname = current_database()
        UNION ALL SELECT 'public', 'schema of the server', (nspowner = to_regrole('laas_app'))::text
        FROM pg_namespace WHERE oid = 'public'::regnamespace
        UNION ALL SELECT 'database', 'database of the server', (datdba = to_regrole('laas_app'))::text
        FROM pg_database WHERE datname = current_database()
        UNION ALL SELECT nspname, 'schema', '' FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)'
        UNION ALL SELECT t.typname, 'type', t.typtype::text FROM pg_type AS t
        WHERE t.typnamespace = 'public'::regnamespace AND t.typrelid = 0 AND t.typelem = 0
        UNION ALL SELECT rolname, 'role', concat_ws(' ', rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
            rolreplication, (SELECT string_agg(m.roleid::regrole::text, ',') FROM pg_auth_members AS m
                WHERE m.member = r.oid))
        FROM pg_roles AS r WHERE rolname = 'laas_app'
        UNION ALL SELECT coalesce(pg_get_userbyid(nullif(s.setrole, 0)), 'all')::text, 'setting', s.setconfig::text
        FROM pg_db_role_setting AS s, owner
        WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
            AND s.setrole IN (0, to_regrole('laas_app'), owner.id)
        UNION ALL SELECT 'all', 'setting ' || name, reset_val FROM pg_settings
        WHERE (name, reset_val) IN (('session_replication_role', 'replica'),
            ('session_replication_role', 'local'), ('row_security', 'off'), ('zero_damaged_pages', 'on'),
            ('ignore_checksum_failure', 'on'))
        UNION ALL SELECT 'all', 'setting ' || parname || ' granted', paracl::text FROM pg_parameter_acl
    ) AS everything ORDER BY of, what, text";

/// Everything that the database is made of, but what people entered.
pub async fn catalogue(
    conn: &mut OwnerConnection,
) -> Result<Result<Vec<Definition>, Refusal>, Error> {
    let mut all: Vec<Definition> = match attempt(conn, CATALOGUE, args![]).await? {
        Ok(all) => all,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let people = ["entities", "persons"];
    let lists = declared("copied").into_iter();
    for table in lists.filter(|list| !people.contains(list)) {
        let rows = format!(
            "SELECT '{table}' AS of, 'row ' || to_jsonb(t)::text AS what, '' AS text FROM public.{table} AS t"
        );
        match attempt(conn, &rows, args![]).await? {
            Ok(rows) => all.extend::<Vec<Definition>>(rows),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    let run =
        "SELECT '__diesel_schema_migrations' AS of, 'migration ' || version AS what, '' AS text
        FROM public.__diesel_schema_migrations";
    let run = attempt::<Definition>(conn, run, args![]).await?;
    Ok(run.map(|run| {
        all.extend(run);
        all
    }))
}

/// An index of a table, as PostgreSQL defines it.
#[derive(Debug, Clone, Deserialize)]
pub struct Index {
    /// Its table.
    pub of: String,
    pub name: String,
    /// What it has of a row, where it has many things of each (`gin`); none where it is one of order.
    pub many: Option<String>,
}

/// The indexes that can be checked. What checks them comes with PostgreSQL, and goes when the snapshot
/// ends.
pub async fn indexes(conn: &mut OwnerConnection) -> Result<Result<Vec<Index>, Refusal>, Error> {
    let extension = "CREATE EXTENSION IF NOT EXISTS amcheck";
    if let Err(refusal) = attempt_script(conn, extension).await? {
        return Ok(Err(refusal));
    }
    let sql = "SELECT c.relname AS of, i.relname AS name,
            CASE a.amname WHEN 'gin' THEN pg_get_indexdef(x.indexrelid, 1, false) END AS many
        FROM pg_index AS x
        JOIN pg_class AS c ON c.oid = x.indrelid JOIN pg_class AS i ON i.oid = x.indexrelid
        JOIN pg_am AS a ON a.oid = i.relam
        WHERE c.relnamespace = 'public'::regnamespace AND x.indisvalid AND (a.amname = 'btree'
            OR a.amname = 'gin' AND (SELECT atttypid FROM pg_attribute
                WHERE attrelid = x.indexrelid AND attnum = 1) IN ('text'::regtype, 'tsvector'::regtype))
        ORDER BY 1, 2";
    attempt(conn, sql, args![]).await
}

/// Whether an index is in order and has every row of its table.
pub async fn check(
    conn: &mut OwnerConnection,
    index: &Index,
) -> Result<Result<(), Refusal>, Error> {
    let quoted = |name: &str| format!("public.\"{}\"", name.replace('"', "\"\""));
    let sql = match &index.many {
        None => format!(
            "SELECT bt_index_check('{}'::regclass, true)",
            quoted(&index.name)
        ),
        // What has a word that nothing has is nowhere in it; everything else that it knows has not.
        Some(many) => format!(
            "DO $do$ DECLARE
                 was CONSTANT text := current_setting('enable_seqscan');
                 there CONSTANT bigint := (SELECT count(*) FROM {table});
                 found bigint;
             BEGIN
                 PERFORM set_config('enable_seqscan', 'off', true);
                 SELECT count(*) INTO found FROM {table} WHERE {many} @@ '!nowhere'::tsquery;
                 PERFORM set_config('enable_seqscan', was, true);
                 IF found <> there THEN
                     RAISE EXCEPTION 'it has % of % rows', found, there;
                 END IF;
             END $do$",
            table = quoted(&index.of)
        ),
    };
    attempt_script(conn, &sql).await
}
