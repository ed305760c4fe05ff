-- Stock at the end of each day in parts that can be added up. One row per day, site and family.
-- Read by GET /api/v1/analytics/kpis. Stocked: item and site were active that day and no policy
-- says that the item is not kept there. A negative balance is an error of records, not a debt.
CREATE MATERIALIZED VIEW analytics.mv_stock_daily AS
WITH item_sites AS (
    SELECT
        dim_item.id AS item_id,
        dim_site.id AS site_id,
        coalesce(dim_item.family, '') AS family,
        dim_item.unit_cost::double precision AS unit_cost,
        coalesce(dim_item.introduced_on, '-infinity') AS first_day,
        CASE
            WHEN NOT dim_site.is_active OR NOT coalesce(item_site_policy.is_stocked, true)
                THEN '-infinity'
            WHEN dim_item.discontinued_on IS NOT NULL THEN dim_item.discontinued_on
            WHEN dim_item.is_active THEN 'infinity'
            ELSE '-infinity'
        END::date AS last_day
    FROM core.dim_item
    CROSS JOIN core.dim_site
    LEFT JOIN core.item_site_policy
        ON
            dim_item.id = item_site_policy.item_id
            AND dim_site.id = item_site_policy.site_id
),

lines AS (
    SELECT
        stock.date,
        stock.site_id,
        item_sites.family,
        stock.available,
        greatest(stock.on_hand, 0) AS on_hand,
        item_sites.unit_cost,
        stock.date BETWEEN item_sites.first_day AND item_sites.last_day AS is_stocked
    FROM core.fact_inventory_daily AS stock
    INNER JOIN item_sites
        ON
            stock.item_id = item_sites.item_id
            AND stock.site_id = item_sites.site_id
)

SELECT
    date,
    site_id,
    family,
    count(*) FILTER (WHERE is_stocked) AS stocked,
    count(*) FILTER (WHERE is_stocked AND available <= 0) AS stocked_out,
    sum(on_hand * unit_cost) AS on_hand_value,
    count(*) FILTER (WHERE on_hand > 0) AS held,
    count(*) FILTER (WHERE on_hand > 0 AND unit_cost IS NULL) AS held_without_cost
FROM lines
GROUP BY
    date,
    site_id,
    family;

-- REFRESH ... CONCURRENTLY needs a unique index.
CREATE UNIQUE INDEX uq_mv_stock_daily_date_site_id_family
ON analytics.mv_stock_daily (date, site_id, family);
