-- Which kinds of facts there are at all. One row. Without its facts a rule knows nothing, so its
-- alerts stay as they are: silence is not the end of a condition.
SELECT
    EXISTS (SELECT FROM analytics.mv_current_stock) AS stock,
    EXISTS (SELECT FROM analytics.plan_lines) AS plan,
    EXISTS (SELECT FROM core.fact_orders) AS orders,
    EXISTS (SELECT FROM core.lot) AS lots,
    EXISTS (SELECT FROM analytics.mv_site_freshness) AS sites,
    EXISTS (SELECT FROM analytics.forecasts) AS forecasts,
    (SELECT as_of FROM analytics.mv_data_window) AS as_of
