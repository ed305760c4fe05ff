-- Everything a forecast depends on, as one row of order-independent hashes.
WITH demand AS (
    SELECT
        count(*) AS rows_seen,
        sum(hash_record_extended(
            ROW(item_id, site_id, date, period, quantity, unfilled_quantity), 0
        )) AS hash
    FROM core.fact_demand_daily
),

stock_outs AS (
    SELECT sum(hash_record_extended(ROW(item_id, site_id, date, on_hand), 0)) AS hash
    FROM core.fact_inventory_daily
    WHERE on_hand <= 0
),

items AS (
    SELECT sum(hash_record_extended(ROW(id, is_active, discontinued_on), 0)) AS hash
    FROM core.dim_item
),

sites AS (
    SELECT sum(hash_record_extended(ROW(id, is_active, last_synced_at), 0)) AS hash
    FROM core.dim_site
),

holidays AS (
    SELECT sum(hash_record_extended(ROW(full_date), 0)) AS hash
    FROM core.dim_calendar
    WHERE is_holiday
)

SELECT concat_ws(
    ':',
    demand.rows_seen,
    demand.hash,
    stock_outs.hash,
    items.hash,
    sites.hash,
    holidays.hash
) AS input
FROM demand
CROSS JOIN stock_outs
CROSS JOIN items
CROSS JOIN sites
CROSS JOIN holidays
