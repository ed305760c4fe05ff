-- Adds up the stale days again, and those of items that have another family, price, cost or class
-- than they were added up with. Returns how many days that were.
CREATE OR REPLACE FUNCTION analytics.roll_up_demand() RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stale date[];
    other bigint[];
BEGIN
    CREATE TEMP TABLE present_items ON COMMIT DROP AS
    SELECT
        dim_item.id AS item_id,
        -- A key cannot be null, so items without a family share the empty one.
        coalesce(dim_item.family, '') AS family,
        dim_item.unit_price::double precision AS list_price,
        dim_item.unit_cost::double precision AS unit_cost,
        item_classes.abc_class,
        item_classes.abc_basis
    FROM core.dim_item
    LEFT JOIN analytics.item_classes ON dim_item.id = item_classes.item_id;

    SELECT array_agg(present.item_id) INTO other
    FROM pg_temp.present_items AS present
    INNER JOIN analytics.rolled_up_items AS before ON present.item_id = before.item_id
    WHERE
        (present.family, present.list_price, present.unit_cost, present.abc_class, present.abc_basis)
        IS DISTINCT FROM
        (before.family, before.list_price, before.unit_cost, before.abc_class, before.abc_basis);

    WITH noted AS (
        DELETE FROM analytics.stale_demand_days
        RETURNING date
    ),

    days AS (
        SELECT date FROM noted
        UNION
        SELECT date FROM core.fact_demand_daily WHERE item_id = ANY(other)
    )

    SELECT array_agg(date) INTO stale FROM days;

    DELETE FROM analytics.demand_daily WHERE date = ANY(stale);
    IF stale IS NOT NULL THEN
        -- Written out, so that only the months of these days are opened.
        EXECUTE format($sum$
            INSERT INTO analytics.demand_daily
            WITH lines AS (
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
                INNER JOIN pg_temp.present_items AS items ON demand.item_id = items.item_id
                WHERE
                    demand.date = ANY(%L::date[])
                    AND demand.date BETWEEN %L AND %L
            )

            SELECT
                date,
                site_id,
                family,
                count(*) AS lines,
                sum(quantity) AS units,
                sum(value) AS value,
                sum(quantity) FILTER (WHERE value IS NOT NULL) AS priced_units,
                sum(quantity) FILTER (
                    WHERE value IS NOT NULL AND unit_price IS NULL
                ) AS list_priced_units,
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
                family
            $sum$,
            stale,
            (SELECT min(day) FROM unnest(stale) AS day),
            (SELECT max(day) FROM unnest(stale) AS day)
        );
    END IF;

    DELETE FROM analytics.rolled_up_items AS before
    WHERE NOT EXISTS (
        SELECT FROM pg_temp.present_items AS present
        WHERE
            present.item_id = before.item_id
            AND (
                present.family, present.list_price, present.unit_cost, present.abc_class,
                present.abc_basis
            ) IS NOT DISTINCT FROM (
                before.family, before.list_price, before.unit_cost, before.abc_class,
                before.abc_basis
            )
    );
    INSERT INTO analytics.rolled_up_items
    SELECT * FROM pg_temp.present_items
    ON CONFLICT DO NOTHING;
    DROP TABLE pg_temp.present_items;
    RETURN coalesce(cardinality(stale), 0);
END
$$;
