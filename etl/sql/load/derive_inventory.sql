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
            AND movement.occurred_at
            < (stale.last_day + 1)::timestamp AT TIME ZONE stale.time_zone
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

-- Every day once, with nothing moved; adding up instead of joining keeps this linear, whatever the
-- planner thinks of the sizes.
lines AS (
    SELECT
        item_id,
        site_id,
        date,
        change,
        received,
        issued
    FROM moved
    UNION ALL
    SELECT
        item_id,
        site_id,
        date,
        0,
        0,
        0
    FROM days
    UNION ALL
    SELECT
        opening.item_id,
        opening.site_id,
        stale.first_day,
        opening.on_hand,
        0,
        0
    FROM opening
    INNER JOIN stale_inventory AS stale
        ON opening.item_id = stale.item_id AND opening.site_id = stale.site_id
),

per_day AS (
    SELECT
        item_id,
        site_id,
        date,
        sum(change) AS change,
        sum(received) AS received,
        sum(issued) AS issued
    FROM lines
    GROUP BY item_id, site_id, date
),

balances AS (
    SELECT
        item_id,
        site_id,
        date,
        sum(change) OVER (
            PARTITION BY item_id, site_id
            ORDER BY date
        ) AS on_hand,
        received,
        issued
    FROM per_day
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
