-- Checks after loading. One row per check: its code and how many rows it found.
WITH negative_stock AS (
    SELECT count(*) AS found
    FROM (
        SELECT DISTINCT
            item_id,
            site_id
        FROM core.fact_inventory_daily
        WHERE on_hand < 0
    ) AS pairs
),

demand_span AS (
    SELECT
        min(date) AS first_day,
        max(date) AS last_day
    FROM core.fact_demand_daily
    WHERE coalesce((SELECT demand_period FROM support.organisation), 'D') = 'D'
),

-- One row of a day is enough, found by its index; a join would read all of them.
no_demand_days AS (
    SELECT count(*) AS found
    FROM demand_span
    CROSS JOIN generate_series(demand_span.first_day, demand_span.last_day, INTERVAL '1 day') AS day
    WHERE
        (
            SELECT true
            FROM core.fact_demand_daily AS demand
            WHERE demand.date = day::date
            LIMIT 1
        ) IS NULL
),

no_price AS (
    SELECT count(*) AS found
    FROM core.dim_item
    WHERE
        unit_price IS NULL
        AND unit_cost IS NULL
        AND (
            SELECT true
            FROM core.fact_demand_daily AS demand
            WHERE demand.item_id = dim_item.id
            LIMIT 1
        )
        AND (
            SELECT true
            FROM core.fact_demand_daily AS demand
            WHERE demand.item_id = dim_item.id AND demand.unit_price IS NOT NULL
            LIMIT 1
        ) IS NULL
),

no_cost AS (
    SELECT count(*) AS found
    FROM core.dim_item
    WHERE
        unit_cost IS NULL
        AND EXISTS (
            SELECT FROM core.fact_inventory_daily AS stock WHERE stock.item_id = dim_item.id
        )
),

expired_lots AS (
    SELECT count(*) AS found
    FROM (
        SELECT movement.lot_id
        FROM core.stock_movement AS movement
        INNER JOIN core.lot ON movement.lot_id = lot.id
        WHERE lot.expires_on < current_date
        GROUP BY movement.lot_id
        HAVING sum(movement.quantity) > 0
    ) AS lots
)

SELECT
    'NEGATIVE_STOCK' AS code,
    coalesce(found, 0) AS found
FROM negative_stock
UNION ALL
SELECT
    'NO_DEMAND_DAYS',
    coalesce(found, 0)
FROM no_demand_days
UNION ALL
SELECT
    'NO_PRICE',
    found
FROM no_price
UNION ALL
SELECT
    'NO_COST',
    found
FROM no_cost
UNION ALL
SELECT
    'NO_SUPPLIER',
    count(*)
FROM core.fact_orders
WHERE supplier_id IS NULL
UNION ALL
SELECT
    'NO_ORDER_DATE',
    count(*)
FROM core.fact_orders
WHERE received_on IS NOT NULL AND ordered_on IS NULL
UNION ALL
SELECT
    'EXPECTED_BEFORE_ORDERED',
    count(*)
FROM core.fact_orders
WHERE expected_on < ordered_on
UNION ALL
SELECT
    'EXPIRED_LOTS',
    found
FROM expired_lots;
