-- Order lines by the day they were expected. One row per day, site and family of items.
-- Read by GET /api/v1/analytics/kpis. Late: delivered after that day, or still open although the
-- site's own records go past it. Lines that nobody promised a day for cannot be late.
CREATE MATERIALIZED VIEW analytics.mv_orders_daily AS
WITH due AS (
    SELECT
        fact_orders.expected_on AS date,
        fact_orders.site_id,
        coalesce(dim_item.family, '') AS family,
        fact_orders.status IN ('PLACED', 'PART_RECEIVED') AS is_open,
        fact_orders.received_on > fact_orders.expected_on AS came_late,
        coalesce(mv_site_freshness.as_of, mv_data_window.as_of) AS known_to
    FROM core.fact_orders
    CROSS JOIN analytics.mv_data_window
    INNER JOIN core.dim_item ON fact_orders.item_id = dim_item.id
    LEFT JOIN analytics.mv_site_freshness
        ON fact_orders.site_id = mv_site_freshness.site_id
    WHERE fact_orders.status <> 'CANCELLED' AND fact_orders.expected_on IS NOT NULL
)

SELECT
    date,
    site_id,
    family,
    count(*) AS due,
    count(*) FILTER (WHERE CASE WHEN is_open THEN date < known_to ELSE came_late END) AS late,
    count(*) FILTER (WHERE is_open AND date < known_to) AS open_late
FROM due
WHERE date <= known_to
GROUP BY
    date,
    site_id,
    family;

-- REFRESH ... CONCURRENTLY needs a unique index.
CREATE UNIQUE INDEX uq_mv_orders_daily_date_site_id_family
ON analytics.mv_orders_daily (date, site_id, family);
