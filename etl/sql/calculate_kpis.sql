-- Computes every KPI anew: psql -f etl/sql/calculate_kpis.sql, or python -m etl kpis.
-- Refreshes the materialised views in the order in which they read each other, concurrently, so
-- that readers go on; then writes down what the plan says today, which is kept for good.
SET work_mem = '128MB';
SET jit = off;

SELECT analytics.refresh_views();

SELECT analytics.record_plan_kpis() AS rows_changed;
