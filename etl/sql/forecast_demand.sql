-- Demand of some items: what was filled and what was asked for in vain.
-- One row per item, site and period.
SELECT
    item_id,
    site_id,
    date,
    quantity + coalesce(unfilled_quantity, 0) AS quantity,
    coalesce(on_promotion, FALSE) AS on_promotion,
    unit_price
FROM core.fact_demand_daily
WHERE
    item_id = ANY(%(items)s)
    AND date <= %(origin)s
ORDER BY
    item_id,
    site_id,
    date
