-- Sites with a feed, and how far it lags. One row per site.
-- A site that only has demand may simply have sold nothing: it raises no alert.
SELECT
    site.id AS site_id,
    site.code AS site,
    freshness.last_at,
    freshness.hours_behind
FROM analytics.mv_site_freshness AS freshness
INNER JOIN core.dim_site AS site ON freshness.site_id = site.id
WHERE freshness.basis IN ('SYNC', 'LEDGER')
