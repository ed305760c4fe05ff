-- A new month of demand is filled before it becomes a partition: indexes and foreign keys are then
-- made in one pass instead of row by row.

-- Makes the table of the month that holds a day, for the application to copy into, and returns its
-- name; nothing where the month is there already. Nobody sees it before the transaction ends.
CREATE FUNCTION core.open_demand_month(day date) RETURNS text
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    partition text := 'fact_demand_daily' || to_char(day, '"_p"YYYYMM');
BEGIN
    IF day < DATE '1970-01-01' OR day > current_date + 3660 THEN
        RAISE EXCEPTION 'No partition for %: the date must lie between 1970 and ten years ahead.', day;
    END IF;
    PERFORM pg_advisory_xact_lock(723054111);
    IF to_regclass(format('core.%I', partition)) IS NOT NULL
        OR NOT EXISTS (
            SELECT FROM pg_partitioned_table WHERE partrelid = 'core.fact_demand_daily'::regclass
        )
    THEN
        RETURN NULL;
    END IF;
    EXECUTE format(
        'CREATE TABLE core.%I (LIKE core.fact_demand_daily INCLUDING DEFAULTS INCLUDING CONSTRAINTS'
        ' INCLUDING GENERATED)',
        partition
    );
    EXECUTE format('GRANT INSERT ON core.%I TO quartermaster_app', partition);
    RETURN format('core.%I', partition);
END
$$;

-- Makes the filled table a partition: it gets the indexes, and every row is checked once.
CREATE FUNCTION core.close_demand_month(day date) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    partition text := 'fact_demand_daily' || to_char(day, '"_p"YYYYMM');
    month date := date_trunc('month', day);
BEGIN
    EXECUTE format('REVOKE INSERT ON core.%I FROM quartermaster_app', partition);
    EXECUTE format('ANALYZE core.%I', partition);
    -- No trigger has seen the rows come.
    EXECUTE format(
        'INSERT INTO analytics.stale_demand_days SELECT DISTINCT date FROM core.%I'
        ' ON CONFLICT DO NOTHING',
        partition
    );
    EXECUTE format(
        'ALTER TABLE core.fact_demand_daily ATTACH PARTITION core.%I FOR VALUES FROM (%L) TO (%L)',
        partition, month, (month + INTERVAL '1 month')::date
    );
END
$$;

REVOKE ALL ON FUNCTION core.open_demand_month, core.close_demand_month FROM PUBLIC;
GRANT EXECUTE ON FUNCTION core.open_demand_month, core.close_demand_month TO quartermaster_app;
