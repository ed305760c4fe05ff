-- From when to when there are facts of each kind. One row, also where there are no facts.
-- Read by GET /api/v1/analytics/kpis, which takes "today" from here: data may be years old.
CREATE MATERIALIZED VIEW analytics.mv_data_window AS
WITH demand AS (
    SELECT
        min(date) AS first_date,
        max(date) AS last_date
    -- Added up before this view is filled; the facts themselves are opened month by month.
    FROM analytics.demand_daily
),

period AS (
    SELECT coalesce((SELECT demand_period FROM support.organisation), 'D') AS code
),

stock AS (
    SELECT
        min(date) AS first_date,
        max(date) AS last_date
    FROM core.fact_inventory_daily
),

orders AS (
    SELECT max(greatest(ordered_on, received_on)) AS last_date
    FROM core.fact_orders
),

ends AS (
    SELECT
        period.code AS period,
        demand.first_date AS demand_from,
        demand.last_date AS demand_last_start,
        CASE period.code
            WHEN 'D' THEN demand.last_date
            WHEN 'W' THEN demand.last_date + 6
            ELSE (date_trunc('month', demand.last_date) + INTERVAL '1 month')::date - 1
        END AS demand_to,
        stock.first_date AS stock_from,
        stock.last_date AS stock_to,
        orders.last_date AS orders_to
    FROM period
    CROSS JOIN demand
    CROSS JOIN stock
    CROSS JOIN orders
)

SELECT
    1::smallint AS id,
    period,
    demand_from,
    demand_last_start,
    demand_to,
    stock_from,
    stock_to,
    orders_to,
    -- A week or month that has only begun must not move the end of the data into the future.
    CASE
        WHEN period = 'D' THEN greatest(demand_to, stock_to, orders_to)
        ELSE coalesce(greatest(stock_to, orders_to), demand_to)
    END AS as_of,
    now() AS refreshed_at
FROM ends;

-- REFRESH ... CONCURRENTLY needs a unique index.
CREATE UNIQUE INDEX uq_mv_data_window_id ON analytics.mv_data_window (id);
