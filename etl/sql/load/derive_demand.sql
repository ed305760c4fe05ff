-- Demand derived for what no demand file covers: from the ledger's issues, or from deliveries where
-- the organisation asks for that. A file covers an item at a site from its first to its last period
-- there. What no longer follows from the facts goes. Answers how many rows changed.
WITH organised AS (
    SELECT
        coalesce(demand_period, 'D') AS period,
        CASE coalesce(demand_period, 'D')
            WHEN 'W' THEN 'week'
            WHEN 'M' THEN 'month'
            ELSE 'day'
        END AS unit,
        time_zone
    FROM support.organisation
),

issued AS (
    SELECT
        movement.item_id,
        movement.site_id,
        date_trunc(
            organised.unit,
            movement.occurred_at AT TIME ZONE coalesce(site.time_zone, organised.time_zone)
        )::date AS date,
        organised.period,
        sum(-movement.quantity)::double precision AS quantity
    FROM core.stock_movement AS movement
    INNER JOIN core.dim_site AS site ON movement.site_id = site.id
    CROSS JOIN organised
    WHERE movement.type = 'ISSUE' AND %(source)s = 'ISSUES'
    GROUP BY movement.item_id, movement.site_id, 3, organised.period
),

delivered AS (
    SELECT
        delivery.item_id,
        delivery.site_id,
        date_trunc(organised.unit, delivery.received_on::timestamp)::date AS date,
        organised.period,
        sum(delivery.received_quantity)::double precision AS quantity
    FROM core.fact_orders AS delivery
    CROSS JOIN organised
    WHERE
        delivery.received_on IS NOT NULL
        AND delivery.received_quantity > 0
        AND %(source)s = 'DELIVERIES'
    GROUP BY delivery.item_id, delivery.site_id, 3, organised.period
),

derived AS (
    SELECT *
    FROM issued
    UNION ALL
    SELECT *
    FROM delivered
),

-- Asked for what is derived only: where nothing is, the files' demand is not even looked at.
covered AS (
    SELECT
        item_id,
        site_id,
        min(date) AS first_day,
        max(date) AS last_day
    FROM core.fact_demand_daily
    WHERE source = 'FILE' AND (item_id, site_id) IN (SELECT item_id, site_id FROM derived)
    GROUP BY item_id, site_id
),

wanted AS (
    SELECT derived.*
    FROM derived
    LEFT JOIN covered
        ON
            derived.item_id = covered.item_id
            AND derived.site_id = covered.site_id
            AND derived.date BETWEEN covered.first_day AND covered.last_day
    WHERE covered.item_id IS NULL
),

gone AS (
    DELETE FROM core.fact_demand_daily AS known
    WHERE
        known.source <> 'FILE'
        AND NOT EXISTS (
            SELECT
            FROM wanted
            WHERE
                wanted.item_id = known.item_id
                AND wanted.site_id = known.site_id
                AND wanted.date = known.date
        )
    RETURNING known.item_id
),

written AS (
    INSERT INTO core.fact_demand_daily AS known (
        item_id, site_id, date, period, quantity, source, import_id
    )
    SELECT
        item_id,
        site_id,
        date,
        period,
        quantity,
        %(source)s,
        %(import_id)s
    FROM wanted
    ON CONFLICT (item_id, site_id, date) DO UPDATE
    SET
        period = excluded.period,
        quantity = excluded.quantity,
        source = excluded.source,
        import_id = excluded.import_id
    WHERE
        known.source <> 'FILE'
        AND (known.period, known.quantity, known.source)
        IS DISTINCT FROM (excluded.period, excluded.quantity, excluded.source)
    RETURNING known.item_id
)

SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written);
