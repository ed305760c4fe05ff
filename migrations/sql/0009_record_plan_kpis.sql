-- Writes down what the plan and the lots say as of the last day of the data, in parts that can be
-- added up. Tomorrow's plan replaces today's, so this is the only place where its history is kept.
-- Run again for the same day it corrects that day's rows. Returns how many rows changed.
CREATE FUNCTION analytics.record_plan_kpis() RETURNS bigint
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
WITH snapshot AS (
    SELECT greatest(mv_data_window.stock_to, (SELECT max(as_of) FROM analytics.plan_lines)) AS date
    FROM analytics.mv_data_window
),

items AS (
    SELECT
        id,
        coalesce(family, '') AS family,
        unit_cost::double precision AS unit_cost
    FROM core.dim_item
),

planned AS (
    SELECT
        plan_lines.site_id,
        items.family,
        count(*) AS planned,
        count(*) FILTER (
            WHERE plan_lines.available IS NOT NULL AND plan_lines.forecast_per_day IS NOT NULL
        ) AS covered,
        sum(greatest(plan_lines.available, 0)) FILTER (
            WHERE plan_lines.forecast_per_day IS NOT NULL
        ) AS available_units,
        sum(plan_lines.forecast_per_day) FILTER (
            WHERE plan_lines.available IS NOT NULL
        ) AS forecast_per_day,
        count(*) FILTER (
            WHERE
            plan_lines.on_hand IS NOT NULL
            AND plan_lines.excess_level IS NOT NULL
            AND items.unit_cost IS NOT NULL
        ) AS excess_known,
        sum(
            greatest(plan_lines.on_hand - plan_lines.excess_level, 0) * items.unit_cost
        ) FILTER (
            WHERE plan_lines.on_hand IS NOT NULL AND plan_lines.excess_level IS NOT NULL
        ) AS excess_value
    FROM analytics.plan_lines
    INNER JOIN items ON plan_lines.item_id = items.id
    GROUP BY
        plan_lines.site_id,
        items.family
),

expiring AS (
    SELECT
        lots.site_id,
        items.family,
        sum(lots.quantity * items.unit_cost) FILTER (WHERE items.unit_cost IS NOT NULL) AS held,
        coalesce(
            sum(lots.quantity * items.unit_cost) FILTER (
                WHERE lots.expires_on BETWEEN freshness.as_of AND freshness.as_of + 30
            ),
            0
        ) AS expiring_value,
        count(*) FILTER (WHERE items.unit_cost IS NULL) AS lots_without_cost,
        count(*) FILTER (WHERE lots.is_estimated) AS lots_estimated
    FROM analytics.mv_lot_stock AS lots
    INNER JOIN items ON lots.item_id = items.id
    INNER JOIN analytics.mv_site_freshness AS freshness ON lots.site_id = freshness.site_id
    WHERE lots.expires_on IS NOT NULL
    GROUP BY
        lots.site_id,
        items.family
),

fresh AS (
    SELECT
        snapshot.date,
        coalesce(planned.site_id, expiring.site_id) AS site_id,
        coalesce(planned.family, expiring.family) AS family,
        coalesce(planned.planned, 0) AS planned,
        coalesce(planned.covered, 0) AS covered,
        planned.available_units,
        planned.forecast_per_day,
        coalesce(planned.excess_known, 0) AS excess_known,
        planned.excess_value,
        CASE WHEN expiring.held IS NOT NULL THEN expiring.expiring_value END AS expiring_value,
        coalesce(expiring.lots_without_cost, 0) AS lots_without_cost,
        coalesce(expiring.lots_estimated, 0) AS lots_estimated
    FROM planned
    FULL OUTER JOIN expiring
        ON planned.site_id = expiring.site_id AND planned.family = expiring.family
    CROSS JOIN snapshot
    WHERE snapshot.date IS NOT NULL
),

gone AS (
    DELETE FROM analytics.kpis_daily AS known
    USING snapshot
    WHERE
        known.date = snapshot.date
        AND NOT EXISTS (
            SELECT FROM fresh WHERE fresh.site_id = known.site_id AND fresh.family = known.family
        )
    RETURNING known.date
),

written AS (
    INSERT INTO analytics.kpis_daily AS known (
        date, site_id, family, planned, covered, available_units, forecast_per_day,
        excess_known, excess_value, expiring_value, lots_without_cost, lots_estimated
    )
    SELECT
        date,
        site_id,
        family,
        planned,
        covered,
        available_units,
        forecast_per_day,
        excess_known,
        excess_value,
        expiring_value,
        lots_without_cost,
        lots_estimated
    FROM fresh
    ON CONFLICT (date, site_id, family) DO UPDATE
    SET
        planned = excluded.planned,
        covered = excluded.covered,
        available_units = excluded.available_units,
        forecast_per_day = excluded.forecast_per_day,
        excess_known = excluded.excess_known,
        excess_value = excluded.excess_value,
        expiring_value = excluded.expiring_value,
        lots_without_cost = excluded.lots_without_cost,
        lots_estimated = excluded.lots_estimated
    WHERE
        (
            known.planned, known.covered, known.available_units, known.forecast_per_day,
            known.excess_known, known.excess_value, known.expiring_value,
            known.lots_without_cost, known.lots_estimated
        ) IS DISTINCT FROM (
            excluded.planned, excluded.covered, excluded.available_units,
            excluded.forecast_per_day, excluded.excess_known, excluded.excess_value,
            excluded.expiring_value, excluded.lots_without_cost, excluded.lots_estimated
        )
    RETURNING known.date
)

SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written);
$$;

REVOKE ALL ON FUNCTION analytics.record_plan_kpis FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analytics.record_plan_kpis TO quartermaster_app;
