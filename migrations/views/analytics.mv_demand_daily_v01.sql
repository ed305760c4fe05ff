-- Demand in parts that can be added up. One row per period start, site and family of items.
-- Read by GET /api/v1/analytics/kpis; shares and rates are computed from sums of these rows.
CREATE MATERIALIZED VIEW analytics.mv_demand_daily AS
WITH items AS (
    SELECT
        dim_item.id,
        -- A key cannot be null, so items without a family share the empty one.
        coalesce(dim_item.family, '') AS family,
        dim_item.unit_price::double precision AS list_price,
        dim_item.unit_cost::double precision AS unit_cost,
        item_classes.abc_class,
        item_classes.abc_basis
    FROM core.dim_item
    LEFT JOIN analytics.item_classes ON dim_item.id = item_classes.item_id
),

lines AS (
    SELECT
        demand.date,
        demand.site_id,
        items.family,
        demand.quantity,
        demand.unfilled_quantity,
        demand.unit_price,
        demand.quantity * coalesce(demand.unit_price, items.list_price) AS value,
        items.unit_cost,
        items.abc_class,
        items.abc_basis
    FROM core.fact_demand_daily AS demand
    INNER JOIN items ON demand.item_id = items.id
)

SELECT
    date,
    site_id,
    family,
    count(*) AS lines,
    sum(quantity) AS units,
    sum(value) AS value,
    sum(quantity) FILTER (WHERE value IS NOT NULL) AS priced_units,
    sum(quantity) FILTER (WHERE value IS NOT NULL AND unit_price IS NULL) AS list_priced_units,
    sum(value) FILTER (WHERE abc_class IS NOT NULL) AS classed_value,
    sum(value) FILTER (WHERE abc_class = 'A') AS class_a_value,
    sum(value) FILTER (WHERE abc_basis = 'QUANTITY') AS classed_by_quantity_value,
    sum(quantity * unit_cost) AS cost,
    sum(quantity) FILTER (WHERE unit_cost IS NOT NULL) AS costed_units,
    sum(quantity) FILTER (WHERE unfilled_quantity IS NOT NULL) AS filled_units,
    sum(quantity + unfilled_quantity) AS asked_units
FROM lines
GROUP BY
    date,
    site_id,
    family;

-- REFRESH ... CONCURRENTLY needs a unique index.
CREATE UNIQUE INDEX uq_mv_demand_daily_date_site_id_family
ON analytics.mv_demand_daily (date, site_id, family);
