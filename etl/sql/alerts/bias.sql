-- Sums of forecast errors: of the last periods where forecasts were made in time, else of the
-- newest run's back-test. One row per item and site.
WITH foretold AS (
    SELECT
        errors.item_id,
        errors.site_id,
        count(*) AS points,
        sum(errors.actual) AS actual,
        sum(errors.mean - errors.actual) AS error,
        sum(abs(errors.mean - errors.actual)) AS absolute_error
    FROM analytics.v_forecast_errors AS errors
    CROSS JOIN analytics.mv_data_window AS data_window
    WHERE
        errors.date > data_window.demand_last_start - CASE data_window.period
            WHEN 'D' THEN 30
            WHEN 'W' THEN 12 * 7
            ELSE 365
        END
    GROUP BY
        errors.item_id,
        errors.site_id
    -- Fewer say nothing yet; until then the back-test speaks.
    HAVING count(*) >= 6
),

back_tested AS (
    SELECT
        accuracy.item_id,
        accuracy.site_id,
        accuracy.points,
        accuracy.actual_total AS actual,
        accuracy.error,
        accuracy.absolute_error
    FROM analytics.forecast_accuracy AS accuracy
    INNER JOIN analytics.forecast_runs AS run ON accuracy.run_id = run.id AND run.is_latest
    WHERE
        accuracy.absolute_error IS NOT NULL
        AND accuracy.error IS NOT NULL
        AND accuracy.actual_total IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM foretold
            WHERE foretold.item_id = accuracy.item_id AND foretold.site_id = accuracy.site_id
        )
)

SELECT
    judged.item_id,
    item.sku,
    judged.site_id,
    site.code AS site,
    judged.points,
    judged.actual,
    judged.error,
    judged.absolute_error,
    judged.is_foretold
FROM (
    SELECT
        foretold.*,
        true AS is_foretold
    FROM foretold
    UNION ALL
    SELECT
        back_tested.*,
        false AS is_foretold
    FROM back_tested
) AS judged
INNER JOIN core.dim_item AS item ON judged.item_id = item.id
INNER JOIN core.dim_site AS site ON judged.site_id = site.id
