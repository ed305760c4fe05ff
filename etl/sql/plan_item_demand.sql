-- Demand of each item over all sites in the trailing year. One row per item and period.
-- Value is null where no price is known, neither on the demand nor on the item.
SELECT
    fact_demand_daily.item_id,
    fact_demand_daily.date,
    sum(fact_demand_daily.quantity) AS quantity,
    sum(
        fact_demand_daily.quantity
        * coalesce(fact_demand_daily.unit_price, dim_item.unit_price::double precision)
    ) AS value
FROM core.fact_demand_daily
INNER JOIN core.dim_item ON fact_demand_daily.item_id = dim_item.id
WHERE
    fact_demand_daily.date > %(as_of)s - 365
    AND fact_demand_daily.date <= %(as_of)s
GROUP BY
    fact_demand_daily.item_id,
    fact_demand_daily.date
ORDER BY
    fact_demand_daily.item_id,
    fact_demand_daily.date
