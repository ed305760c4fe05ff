-- Demand of each site's last complete period beside the 99 % interval. One row per item and site.
-- Where every run is younger than that period, the newest run's forecast for the same part of the
-- season stands in, and is_foretold says that it was made afterwards.
WITH last_periods AS (
    SELECT
        demand.site_id,
        max(demand.date) AS date
    FROM analytics.demand_daily AS demand
    CROSS JOIN analytics.mv_data_window AS data_window
    WHERE
        CASE data_window.period
            WHEN 'D' THEN demand.date
            WHEN 'W' THEN demand.date + 6
            ELSE (date_trunc('month', demand.date) + INTERVAL '1 month')::date - 1
        END <= data_window.as_of
    GROUP BY demand.site_id
),

foretold AS (
    SELECT
        errors.item_id,
        errors.site_id,
        errors.date,
        errors.actual,
        errors.mean,
        errors.quantiles,
        true AS is_foretold
    FROM analytics.v_forecast_errors AS errors
    INNER JOIN last_periods
        ON errors.site_id = last_periods.site_id AND errors.date = last_periods.date
),

judged_afterwards AS (
    SELECT
        forecasts.item_id,
        forecasts.site_id,
        last_periods.date,
        coalesce(demand.quantity + coalesce(demand.unfilled_quantity, 0), 0) AS actual,
        forecasts.mean,
        forecasts.quantiles,
        false AS is_foretold
    FROM last_periods
    INNER JOIN analytics.forecast_runs AS run
        ON run.is_latest AND last_periods.date <= run.origin
    INNER JOIN analytics.forecasts
        ON
            run.id = forecasts.run_id
            AND last_periods.site_id = forecasts.site_id
            -- The same weekday of the coming week; the next week or month otherwise.
            AND CASE run.period
                WHEN 'D'
                    THEN
                        forecasts.horizon <= 7
                        AND (forecasts.date - last_periods.date) % 7 = 0
                ELSE forecasts.horizon = 1
            END
    LEFT JOIN core.fact_demand_daily AS demand
        ON
            forecasts.item_id = demand.item_id
            AND forecasts.site_id = demand.site_id
            AND last_periods.date = demand.date
    LEFT JOIN core.fact_inventory_daily AS stock
        ON
            run.period = 'D'
            AND forecasts.item_id = stock.item_id
            AND forecasts.site_id = stock.site_id
            AND last_periods.date = stock.date
    WHERE
        NOT EXISTS (SELECT FROM foretold WHERE foretold.site_id = last_periods.site_id)
        AND (demand.quantity > 0 OR coalesce(stock.available, 1) > 0)
)

SELECT
    judged.item_id,
    item.sku,
    judged.site_id,
    site.code AS site,
    judged.date,
    judged.actual,
    judged.mean,
    judged.quantiles[1] AS low,
    judged.quantiles[8] AS high,
    judged.is_foretold
FROM (
    SELECT * FROM foretold
    UNION ALL
    SELECT * FROM judged_afterwards
) AS judged
INNER JOIN core.dim_item AS item ON judged.item_id = item.id
INNER JOIN core.dim_site AS site ON judged.site_id = site.id
