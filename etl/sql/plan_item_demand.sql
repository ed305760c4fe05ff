-- Demand of each item over all sites in the trailing year. One row per item and period.
-- Value is null where some of the demand has no price, neither its own nor the item's.
SELECT
    fact_demand_daily.item_id,
    fact_demand_daily.date,
    sum(fact_demand_daily.quantity) AS quantity,
    CASE
        WHEN bool_and(coalesce(fact_demand_daily.unit_price, dim_item.unit_price) IS NOT NULL)
            THEN sum(
                fact_demand_daily.quantity
                * coalesce(fact_demand_daily.unit_price, dim_item.unit_price::double precision)
            )
    END AS value
FROM core.fact_demand_daily
INNER JOIN core.dim_item ON fact_demand_daily.item_id = dim_item.id
WHERE
    fact_demand_daily.date > %(as_of)s - 365
    AND fact_demand_daily.date <= %(as_of)s
    -- A day of nothing but returns has no price of its own.
    AND fact_demand_daily.quantity > 0
GROUP BY
    fact_demand_daily.item_id,
    fact_demand_daily.date
ORDER BY
    fact_demand_daily.item_id,
    fact_demand_daily.date
