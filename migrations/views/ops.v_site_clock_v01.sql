-- Up to when each active site's own records go, and how far behind the newest of all that is.
-- One row per active site. Documents posted by people here do not count: goods that arrive say
-- nothing about whether issues were recorded.
CREATE VIEW ops.v_site_clock AS
WITH ends AS (
    SELECT
        dim_site.id AS site_id,
        dim_site.sync_status,
        greatest(dim_site.last_synced_at, mv_site_freshness.last_at) AS data_up_to
    FROM core.dim_site
    LEFT JOIN analytics.mv_site_freshness
        ON dim_site.id = mv_site_freshness.site_id AND mv_site_freshness.basis <> 'DEMAND'
    WHERE dim_site.is_active
)

SELECT
    site_id,
    sync_status,
    data_up_to,
    max(data_up_to) OVER () AS as_of,
    round(extract(EPOCH FROM max(data_up_to) OVER () - data_up_to)::numeric / 3600, 2)
        AS hours_behind
FROM ends;
