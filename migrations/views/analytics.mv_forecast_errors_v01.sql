-- Errors of forecasts made in time, in parts that can be added up.
-- One row per period start, site and family of items. Read by GET /api/v1/analytics/kpis.
CREATE MATERIALIZED VIEW analytics.mv_forecast_errors AS
SELECT
    errors.date,
    errors.site_id,
    coalesce(dim_item.family, '') AS family,
    count(*) AS points,
    sum(errors.actual) AS actual,
    sum(errors.mean - errors.actual) AS error,
    sum(abs(errors.mean - errors.actual)) AS absolute_error,
    sum(abs(errors.mean - errors.actual) / errors.scale) AS scaled_error,
    count(errors.scale) AS scaled_points
FROM analytics.v_forecast_errors AS errors
INNER JOIN core.dim_item ON errors.item_id = dim_item.id
GROUP BY
    errors.date,
    errors.site_id,
    coalesce(dim_item.family, '');

-- REFRESH ... CONCURRENTLY needs a unique index.
CREATE UNIQUE INDEX uq_mv_forecast_errors_date_site_id_family
ON analytics.mv_forecast_errors (date, site_id, family);
