-- Items at sites that are new: stocked since no longer than a series needs to be called one, or
-- introduced as lately, and never asked for. One row per item and site.
SELECT
    stock.item_id,
    stock.site_id
FROM core.fact_inventory_daily AS stock
INNER JOIN core.dim_item ON stock.item_id = dim_item.id
INNER JOIN core.dim_site ON stock.site_id = dim_site.id
WHERE
    stock.date <= %(origin)s
    AND dim_item.is_active
    AND dim_item.family IS NOT NULL
    AND (dim_item.discontinued_on IS NULL OR dim_item.discontinued_on > %(origin)s)
    AND dim_site.is_active
    AND NOT EXISTS (
        SELECT 1
        FROM core.fact_demand_daily AS demand
        WHERE
            demand.item_id = stock.item_id
            AND demand.site_id = stock.site_id
            AND demand.date <= %(origin)s
            AND demand.quantity + coalesce(demand.unfilled_quantity, 0) > 0
    )
GROUP BY
    stock.item_id,
    stock.site_id,
    dim_item.introduced_on
HAVING
    min(stock.date) > %(new_since)s
    OR dim_item.introduced_on > %(new_since)s
ORDER BY
    stock.item_id,
    stock.site_id
