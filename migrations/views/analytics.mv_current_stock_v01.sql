-- Stock as it stands: the last known day of each item at each site. One row per item and site.
-- Read by GET /api/v1/items, /inventory and /sites. A site that stopped reporting keeps its last
-- day here; how long ago that was is in analytics.mv_site_freshness.
CREATE MATERIALIZED VIEW analytics.mv_current_stock AS
WITH last_days AS (
    SELECT
        item_id,
        site_id,
        max(date) AS date
    FROM core.fact_inventory_daily
    GROUP BY
        item_id,
        site_id
)

SELECT
    stock.item_id,
    stock.site_id,
    stock.date,
    stock.on_hand,
    stock.reserved,
    stock.available
FROM last_days
INNER JOIN core.fact_inventory_daily AS stock
    ON
        last_days.item_id = stock.item_id
        AND last_days.site_id = stock.site_id
        AND last_days.date = stock.date;

-- REFRESH ... CONCURRENTLY needs a unique index.
CREATE UNIQUE INDEX uq_mv_current_stock_item_id_site_id
ON analytics.mv_current_stock (item_id, site_id);
CREATE INDEX ix_mv_current_stock_site_id ON analytics.mv_current_stock (site_id);
