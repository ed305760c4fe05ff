-- What the application may ask of the owner: partitions, refreshed views, an emptied demo.

-- Makes the monthly partitions that hold first_day to last_day, and returns how many were new.
-- A partition is made apart and then attached, because ATTACH lets readers go on.
CREATE FUNCTION core.ensure_partitions(first_day date, last_day date, parent regclass DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    made integer := 0;
    fact record;
    month date;
    partition text;
BEGIN
    IF first_day < DATE '1970-01-01' OR last_day > current_date + 3660 OR first_day > last_day THEN
        RAISE EXCEPTION 'No partitions from % to %: the dates must lie between 1970 and ten years ahead.',
            first_day, last_day;
    END IF;
    PERFORM pg_advisory_xact_lock(723054111);
    FOR fact IN
        SELECT pg_class.oid, pg_class.relname
        FROM pg_class
        INNER JOIN pg_namespace ON pg_class.relnamespace = pg_namespace.oid
        WHERE
            pg_namespace.nspname = 'core'
            AND pg_class.relkind = 'p'
            AND (parent IS NULL OR pg_class.oid = parent)
    LOOP
        FOR month IN
            SELECT generate_series(date_trunc('month', first_day), last_day, INTERVAL '1 month')
        LOOP
            partition := fact.relname || to_char(month, '"_p"YYYYMM');
            CONTINUE WHEN to_regclass(format('core.%I', partition)) IS NOT NULL;
            EXECUTE format(
                'CREATE TABLE core.%I (LIKE core.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS'
                ' INCLUDING GENERATED)',
                partition, fact.relname
            );
            -- '+00' means nothing to a date and UTC to an instant.
            EXECUTE format(
                'ALTER TABLE core.%I ATTACH PARTITION core.%I FOR VALUES FROM (%L) TO (%L)',
                fact.relname, partition,
                month || ' 00:00+00', (month + INTERVAL '1 month')::date || ' 00:00+00'
            );
            -- A trigger for each row comes with ATTACH, one for the whole statement does not:
            -- without it the ledger could be emptied partition by partition.
            IF EXISTS (
                SELECT FROM pg_trigger WHERE tgrelid = fact.oid AND tgname = 'refuse_truncate'
            ) THEN
                EXECUTE format(
                    'CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON core.%I'
                    ' FOR EACH STATEMENT EXECUTE FUNCTION support.refuse_change()',
                    partition
                );
            END IF;
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

-- Refreshes every materialised view of analytics, those that others read first.
-- Without CONCURRENTLY only for the first fill; the order is asked of the catalogue, so that
-- no second list can go stale.
CREATE FUNCTION analytics.refresh_views() RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    view record;
BEGIN
    PERFORM pg_advisory_xact_lock(723054112);
    FOR view IN
        WITH RECURSIVE reads AS (
            SELECT DISTINCT
                pg_rewrite.ev_class AS reader,
                pg_depend.refobjid AS source
            FROM pg_depend
            INNER JOIN pg_rewrite ON pg_depend.objid = pg_rewrite.oid
            WHERE
                pg_depend.classid = 'pg_rewrite'::regclass
                AND pg_depend.refclassid = 'pg_class'::regclass
                AND pg_depend.refobjid <> pg_rewrite.ev_class
        ),

        levels AS (
            SELECT
                pg_class.oid,
                0 AS level
            FROM pg_class
            WHERE pg_class.relkind IN ('m', 'v')
            UNION
            SELECT
                reads.reader,
                levels.level + 1
            FROM levels
            INNER JOIN reads ON levels.oid = reads.source
        )

        SELECT
            pg_class.oid::regclass AS name,
            pg_class.relispopulated AS is_filled
        FROM pg_class
        INNER JOIN pg_namespace ON pg_class.relnamespace = pg_namespace.oid
        INNER JOIN levels ON pg_class.oid = levels.oid
        WHERE pg_namespace.nspname = 'analytics' AND pg_class.relkind = 'm'
        GROUP BY pg_class.oid, pg_class.relispopulated
        ORDER BY max(levels.level), pg_class.oid
    LOOP
        IF view.is_filled THEN
            EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY %s', view.name);
        ELSE
            EXECUTE format('REFRESH MATERIALIZED VIEW %s', view.name);
        END IF;
    END LOOP;
END
$$;

-- Takes a demonstration out of the database, so that real data can come in.
-- Users, roles and the audit log stay. Refused where the data is not a demonstration.
CREATE FUNCTION core.empty_demo() RETURNS void
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

-- PUBLIC may run any new function unless told otherwise.
REVOKE ALL ON FUNCTION core.ensure_partitions, analytics.refresh_views, core.empty_demo FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.ensure_partitions, analytics.refresh_views, core.empty_demo
TO quartermaster_app;
