-- What is left of lots that have expired or soon will. One row per lot and site.
WITH lots AS (
    SELECT
        lots.*,
        -- Of the same item on the same shelf; it is used first.
        sum(lots.quantity) OVER (
            PARTITION BY lots.item_id, lots.site_id
            ORDER BY lots.expires_on, lots.lot_id
        ) - lots.quantity AS before
    FROM analytics.mv_lot_stock AS lots
    WHERE lots.expires_on IS NOT NULL
)

SELECT
    lots.item_id,
    item.sku,
    lots.site_id,
    site.code AS site,
    lots.lot_id,
    lot.lot_number,
    freshness.as_of,
    lots.expires_on,
    lots.quantity,
    lots.before,
    plan.forecast_per_day
FROM lots
INNER JOIN core.lot ON lots.lot_id = lot.id
INNER JOIN core.dim_item AS item ON lots.item_id = item.id
INNER JOIN core.dim_site AS site ON lots.site_id = site.id
INNER JOIN analytics.mv_site_freshness AS freshness ON lots.site_id = freshness.site_id
LEFT JOIN analytics.plan_lines AS plan
    ON lots.item_id = plan.item_id AND lots.site_id = plan.site_id
WHERE lots.expires_on <= freshness.as_of + 30
