-- How far the records of each active site lag behind those of the freshest one. One row per site.
-- Limits are those of the BASELINE phase: fresh up to 24 hours behind, stale after 48.
-- A site with stock is judged by its feed (synchronisation, ledger); a site that only has demand
-- may simply have sold nothing, so it is compared with its own kind.
CREATE MATERIALIZED VIEW analytics.mv_site_freshness AS
WITH zones AS MATERIALIZED (
    -- A zone that this server does not know must not stop the refresh.
    SELECT name
    FROM pg_timezone_names
),

sites AS (
    SELECT
        dim_site.id AS site_id,
        dim_site.last_synced_at,
        coalesce(own.name, general.name, 'UTC') AS time_zone
    FROM core.dim_site
    CROSS JOIN support.organisation
    LEFT JOIN zones AS own ON dim_site.time_zone = own.name
    LEFT JOIN zones AS general ON organisation.time_zone = general.name
    WHERE dim_site.is_active
),

ledger AS (
    SELECT
        site_id,
        max(occurred_at) AS last_at
    FROM core.stock_movement
    -- What people here post about a site does not say that the site reported.
    WHERE source_key NOT LIKE 'document:%'
    GROUP BY site_id
),

demand AS (
    -- The last day of each site is found by its index; all days of all sites are many.
    SELECT
        sites.site_id,
        CASE mv_data_window.period
            WHEN 'D' THEN own.last_date + 1
            WHEN 'W' THEN own.last_date + 7
            ELSE (date_trunc('month', own.last_date) + INTERVAL '1 month')::date
        END AS ended_on
    FROM sites
    CROSS JOIN analytics.mv_data_window
    CROSS JOIN LATERAL (
        SELECT max(demand_daily.date) AS last_date
        FROM analytics.demand_daily
        WHERE demand_daily.site_id = sites.site_id
    ) AS own
    WHERE own.last_date IS NOT NULL
),

evidence AS (
    SELECT
        sites.site_id,
        sites.time_zone,
        CASE
            WHEN sites.last_synced_at >= coalesce(ledger.last_at, '-infinity') THEN 'SYNC'
            WHEN ledger.last_at IS NOT NULL THEN 'LEDGER'
            WHEN demand.ended_on IS NOT NULL THEN 'DEMAND'
        END AS basis,
        coalesce(
            greatest(sites.last_synced_at, ledger.last_at),
            demand.ended_on::timestamp AT TIME ZONE sites.time_zone
        ) AS last_at
    FROM sites
    LEFT JOIN ledger ON sites.site_id = ledger.site_id
    LEFT JOIN demand ON sites.site_id = demand.site_id
),

lags AS (
    SELECT
        site_id,
        time_zone,
        basis,
        last_at,
        extract(
            EPOCH FROM max(last_at) OVER (PARTITION BY basis = 'DEMAND') - last_at
        )::double precision / 3600 AS hours_behind
    FROM evidence
)

SELECT
    lags.site_id,
    lags.basis,
    lags.last_at,
    lags.hours_behind,
    CASE
        WHEN lags.hours_behind IS NULL THEN 'UNKNOWN'
        WHEN lags.hours_behind <= 24 THEN 'FRESH'
        WHEN lags.hours_behind <= 48 THEN 'AGEING'
        ELSE 'STALE'
    END AS status,
    -- The day up to which this site's records can be believed, by its own clock.
    CASE
        WHEN lags.basis IN ('SYNC', 'LEDGER') THEN (lags.last_at AT TIME ZONE lags.time_zone)::date
        ELSE mv_data_window.as_of
    END AS as_of
FROM lags
CROSS JOIN analytics.mv_data_window;

-- REFRESH ... CONCURRENTLY needs a unique index.
CREATE UNIQUE INDEX uq_mv_site_freshness_site_id ON analytics.mv_site_freshness (site_id);
