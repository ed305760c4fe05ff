-- The latest run's forecasts as planning takes them. One row per item and site.
WITH latest_run AS (
    SELECT id
    FROM analytics.forecast_runs
    WHERE is_latest
),

means AS (
    SELECT
        forecasts.run_id,
        forecasts.item_id,
        forecasts.site_id,
        string_agg(forecasts.mean::text, ' ' ORDER BY forecasts.date) AS means
    FROM analytics.forecasts
    INNER JOIN latest_run ON forecasts.run_id = latest_run.id
    GROUP BY
        forecasts.run_id,
        forecasts.item_id,
        forecasts.site_id
)

SELECT
    means.item_id,
    means.site_id,
    means.means,
    forecast_accuracy.spread::text AS spread,
    forecast_accuracy.reason
FROM means
INNER JOIN analytics.forecast_accuracy
    ON
        means.run_id = forecast_accuracy.run_id
        AND means.item_id = forecast_accuracy.item_id
        AND means.site_id = forecast_accuracy.site_id
ORDER BY
    means.item_id,
    means.site_id
