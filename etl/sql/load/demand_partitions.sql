-- Makes the months ready that derived demand falls into; a period may begin a month before its day.
SELECT core.ensure_partitions(
    greatest(days.first_day - 31, DATE '1970-01-01'), days.last_day + 1, 'core.fact_demand_daily'
)
FROM (
    SELECT
        min(occurred_at)::date AS first_day,
        max(occurred_at)::date AS last_day
    FROM core.stock_movement
    WHERE type = 'ISSUE' AND %(source)s = 'ISSUES'
    UNION ALL
    SELECT
        min(received_on),
        max(received_on)
    FROM core.fact_orders
    WHERE %(source)s = 'DELIVERIES'
) AS days
WHERE days.first_day IS NOT NULL;
