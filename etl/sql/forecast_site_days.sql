-- How many items each site sold or used on each day. One row per site and day with any demand.
SELECT
    site_id,
    date,
    count(*) AS items
FROM core.fact_demand_daily
WHERE
    quantity + coalesce(unfilled_quantity, 0) > 0
    AND date <= %(origin)s
GROUP BY
    site_id,
    date
ORDER BY
    site_id,
    date
