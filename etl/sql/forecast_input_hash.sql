-- Everything a forecast depends on, as one row of order-independent hashes.
-- Items and sites go in by their names, so that a reload under other ids is the same input.
WITH items AS (
    SELECT
        id,
        hashtextextended(sku, 0) AS name_hash,
        is_active,
        introduced_on,
        discontinued_on,
        family
    FROM core.dim_item
),

sites AS (
    SELECT
        id,
        hashtextextended(code, 0) AS name_hash,
        is_active,
        last_synced_at
    FROM core.dim_site
),

demand AS (
    SELECT
        count(*) AS rows_seen,
        sum(hash_record_extended(
            ROW(
                items.name_hash,
                sites.name_hash,
                fact.date,
                fact.period,
                fact.quantity,
                fact.unfilled_quantity,
                fact.on_promotion,
                fact.unit_price
            ),
            0
        )) AS hash
    FROM core.fact_demand_daily AS fact
    INNER JOIN items ON fact.item_id = items.id
    INNER JOIN sites ON fact.site_id = sites.id
),

stock_outs AS (
    SELECT sum(hash_record_extended(
        ROW(items.name_hash, sites.name_hash, fact.date, fact.on_hand), 0
    )) AS hash
    FROM core.fact_inventory_daily AS fact
    INNER JOIN items ON fact.item_id = items.id
    INNER JOIN sites ON fact.site_id = sites.id
    WHERE fact.on_hand <= 0
),

promotions AS (
    SELECT sum(hash_record_extended(
        ROW(
            items.name_hash,
            sites.name_hash,
            promotion.starts_on,
            promotion.ends_on,
            promotion.unit_price,
            promotion.discount
        ),
        0
    )) AS hash
    FROM core.promotion
    INNER JOIN items ON promotion.item_id = items.id
    LEFT JOIN sites ON promotion.site_id = sites.id
    WHERE NOT promotion.is_cancelled
),

item_states AS (
    SELECT sum(hash_record_extended(
        ROW(name_hash, is_active, introduced_on, discontinued_on, family), 0
    )) AS hash
    FROM items
),

site_states AS (
    SELECT sum(hash_record_extended(ROW(name_hash, is_active, last_synced_at), 0)) AS hash
    FROM sites
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
    promotions.hash,
    item_states.hash,
    site_states.hash,
    holidays.hash
) AS input
FROM demand
CROSS JOIN stock_outs
CROSS JOIN promotions
CROSS JOIN item_states
CROSS JOIN site_states
CROSS JOIN holidays
