-- What was forecast for a period before it began, beside what then happened.
-- One row per item, site and period start. The forecast is that of the newest run whose last known
-- period lies before this one. Periods whose demand nobody can know are left out: the site
-- recorded nothing at all, or there was nothing to sell.
-- Read by analytics.mv_forecast_errors and by the FORECAST_BIAS and DEMAND_SPIKE alerts.
CREATE VIEW analytics.v_forecast_errors AS
WITH site_periods AS (
    SELECT DISTINCT
        date,
        site_id
    FROM analytics.demand_daily
    -- Before the first run nothing was forecast, however long the history is.
    WHERE date > (SELECT min(origin) FROM analytics.forecast_runs)
),

runs AS (
    SELECT
        periods.date,
        run.id AS run_id
    FROM (SELECT DISTINCT date FROM site_periods) AS periods
    CROSS JOIN LATERAL (
        SELECT forecast_runs.id
        FROM analytics.forecast_runs
        WHERE forecast_runs.origin < periods.date
        ORDER BY
            forecast_runs.origin DESC,
            forecast_runs.id DESC
        LIMIT 1
    ) AS run
)

SELECT
    runs.date,
    forecasts.site_id,
    forecasts.item_id,
    forecasts.run_id,
    forecasts.mean,
    forecasts.quantiles,
    coalesce(demand.quantity + coalesce(demand.unfilled_quantity, 0), 0) AS actual,
    -- Error of repeating the last season, which the back-test of the run measured.
    CASE
        WHEN accuracy.mase > 0 AND accuracy.points > 0
            THEN accuracy.absolute_error / accuracy.points / accuracy.mase
    END AS scale
FROM runs
INNER JOIN site_periods ON runs.date = site_periods.date
INNER JOIN analytics.forecasts
    ON
        runs.run_id = forecasts.run_id
        AND runs.date = forecasts.date
        AND site_periods.site_id = forecasts.site_id
CROSS JOIN analytics.mv_data_window
LEFT JOIN core.fact_demand_daily AS demand
    ON
        forecasts.item_id = demand.item_id
        AND forecasts.site_id = demand.site_id
        AND forecasts.date = demand.date
LEFT JOIN core.fact_inventory_daily AS stock
    ON
        mv_data_window.period = 'D'
        AND forecasts.item_id = stock.item_id
        AND forecasts.site_id = stock.site_id
        AND forecasts.date = stock.date
LEFT JOIN analytics.forecast_accuracy AS accuracy
    ON
        forecasts.run_id = accuracy.run_id
        AND forecasts.item_id = accuracy.item_id
        AND forecasts.site_id = accuracy.site_id
WHERE
    coalesce(demand.quantity, 0) + coalesce(demand.unfilled_quantity, 0) > 0
    OR coalesce(stock.available, 1) > 0;
