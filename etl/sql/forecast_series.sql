-- Every series that is forecast: items and sites still active at the origin, with any demand.
-- One row per item and site.
SELECT
    fact_demand_daily.item_id,
    fact_demand_daily.site_id
FROM core.fact_demand_daily
INNER JOIN core.dim_item ON fact_demand_daily.item_id = dim_item.id
INNER JOIN core.dim_site ON fact_demand_daily.site_id = dim_site.id
WHERE
    fact_demand_daily.date <= %(origin)s
    AND fact_demand_daily.quantity + coalesce(fact_demand_daily.unfilled_quantity, 0) > 0
    AND dim_item.is_active
    AND (dim_item.discontinued_on IS NULL OR dim_item.discontinued_on > %(origin)s)
    AND dim_site.is_active
GROUP BY
    fact_demand_daily.item_id,
    fact_demand_daily.site_id
ORDER BY
    fact_demand_daily.item_id,
    fact_demand_daily.site_id
