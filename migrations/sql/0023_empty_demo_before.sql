-- As 0008_functions.sql made it, for going back.

-- Takes a demonstration out of the database, so that real data can come in.
-- Users, roles and the audit log stay. Refused where the data is not a demonstration.
CREATE OR REPLACE FUNCTION core.empty_demo() RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    emptied record;
BEGIN
    IF NOT EXISTS (SELECT FROM support.organisation WHERE is_demo) THEN
        RAISE EXCEPTION 'This database does not hold demo data: nothing was emptied.';
    END IF;
    PERFORM set_config('quartermaster.emptying_demo', 'on', true);
    -- Children before parents: a table is emptied once nothing refers to it any more.
    FOR emptied IN
        WITH RECURSIVE parents AS (
            SELECT
                pg_class.oid,
                0 AS depth
            FROM pg_class
            INNER JOIN pg_namespace ON pg_class.relnamespace = pg_namespace.oid
            WHERE
                pg_class.relkind IN ('r', 'p')
                AND NOT pg_class.relispartition
                AND (
                    pg_namespace.nspname IN ('core', 'ops', 'analytics')
                    OR pg_class.oid IN (
                        'support.imports'::regclass,
                        'support.import_files'::regclass,
                        'support.import_rejects'::regclass
                    )
                )
                AND pg_class.oid <> 'core.service_level_target'::regclass
            UNION
            SELECT
                pg_constraint.confrelid,
                parents.depth + 1
            FROM parents
            INNER JOIN pg_constraint
                ON
                    parents.oid = pg_constraint.conrelid
                    AND pg_constraint.contype = 'f'
                    AND pg_constraint.confrelid <> pg_constraint.conrelid
            INNER JOIN pg_class ON pg_constraint.confrelid = pg_class.oid
            INNER JOIN pg_namespace ON pg_class.relnamespace = pg_namespace.oid
            WHERE pg_namespace.nspname IN ('core', 'ops', 'analytics')
        )

        SELECT parents.oid::regclass AS name
        FROM parents
        GROUP BY parents.oid
        ORDER BY max(parents.depth), parents.oid
    LOOP
        EXECUTE format('DELETE FROM %s', emptied.name);
    END LOOP;
    UPDATE support.organisation
    SET
        name = 'My organisation',
        is_demo = false,
        currency = NULL,
        country = NULL,
        demand_period = NULL,
        demand_source = NULL,
        input_hash = NULL;
    PERFORM set_config('quartermaster.emptying_demo', '', true);
END
$$;
