-- Stock at the end of each day, from the ledger: one row per stale item-site and day, without gaps
-- from its first line to the last day that the site has stock data for.
WITH opening AS (
    SELECT
        stale.item_id,
        stale.site_id,
        coalesce(sum(movement.quantity), 0) AS on_hand
    FROM stale_inventory AS stale
    LEFT JOIN core.stock_movement AS movement
        ON
            stale.item_id = movement.item_id
            AND stale.site_id = movement.site_id
            AND movement.occurred_at < stale.first_day::timestamp AT TIME ZONE stale.time_zone
    GROUP BY stale.item_id, stale.site_id
),

moved AS (
    SELECT
        stale.item_id,
        stale.site_id,
        (movement.occurred_at AT TIME ZONE stale.time_zone)::date AS date,
        sum(movement.quantity) AS change,
        coalesce(
            sum(movement.quantity)
                FILTER (WHERE movement.type IN ('RECEIPT', 'TRANSFER_IN', 'RETURN')),
            0
        ) AS received,
        coalesce(
            -sum(movement.quantity) FILTER (WHERE movement.type IN ('ISSUE', 'TRANSFER_OUT')), 0
        ) AS issued
    FROM stale_inventory AS stale
    INNER JOIN core.stock_movement AS movement
        ON
            stale.item_id = movement.item_id
            AND stale.site_id = movement.site_id
            AND movement.occurred_at >= stale.first_day::timestamp AT TIME ZONE stale.time_zone
    GROUP BY stale.item_id, stale.site_id, date
),

days AS (
    SELECT
        stale.item_id,
        stale.site_id,
        day.date::date AS date
    FROM stale_inventory AS stale
    CROSS JOIN LATERAL generate_series(
        stale.first_day::timestamp, stale.last_day::timestamp, INTERVAL '1 day'
    ) AS day (date)
),

balances AS (
    SELECT
        days.item_id,
        days.site_id,
        days.date,
        opening.on_hand + sum(coalesce(moved.change, 0)) OVER (
            PARTITION BY days.item_id, days.site_id
            ORDER BY days.date
        ) AS on_hand,
        coalesce(moved.received, 0) AS received,
        coalesce(moved.issued, 0) AS issued
    FROM days
    INNER JOIN opening ON days.item_id = opening.item_id AND days.site_id = opening.site_id
    LEFT JOIN moved
        ON
            days.item_id = moved.item_id
            AND days.site_id = moved.site_id
            AND days.date = moved.date
)

INSERT INTO core.fact_inventory_daily AS known (item_id, site_id, date, on_hand, received, issued)
SELECT
    item_id,
    site_id,
    date,
    on_hand,
    received,
    issued
FROM balances
ON CONFLICT (item_id, site_id, date) DO UPDATE
SET
    on_hand = excluded.on_hand,
    received = excluded.received,
    issued = excluded.issued
WHERE
    (known.on_hand, known.received, known.issued)
    IS DISTINCT FROM (excluded.on_hand, excluded.received, excluded.issued);
