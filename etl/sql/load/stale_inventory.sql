-- The item-sites whose daily stock is out of date, and the first day that is: the day of the first
-- new line, or the day after the last one where only other items of the site went on.
-- Days are those of the site's own time zone. They go as far as the site's own records do: what
-- people post here would otherwise move the end of the data, and with it the day that counts as
-- today. A site without records of its own goes by what people post.
CREATE TEMP TABLE stale_inventory ON COMMIT DROP AS
WITH zone AS (
    SELECT
        site.id AS site_id,
        coalesce(site.time_zone, organisation.time_zone) AS time_zone
    FROM core.dim_site AS site
    CROSS JOIN support.organisation AS organisation
),

touched AS (
    SELECT
        item_id,
        site_id,
        min(occurred_at) AS first_at
    FROM posted_movements
    GROUP BY item_id, site_id
),

ends AS (
    SELECT
        zone.site_id,
        zone.time_zone,
        (
            coalesce(
                max(movement.occurred_at) FILTER (WHERE movement.source_key NOT LIKE 'document:%'),
                max(movement.occurred_at)
            ) AT TIME ZONE zone.time_zone
        )::date AS last_day
    FROM zone
    INNER JOIN core.stock_movement AS movement ON zone.site_id = movement.site_id
    WHERE zone.site_id IN (SELECT site_id FROM touched)
    GROUP BY zone.site_id, zone.time_zone
),

derived AS (
    SELECT
        daily.item_id,
        daily.site_id,
        max(daily.date) AS last_day
    FROM core.fact_inventory_daily AS daily
    INNER JOIN ends ON daily.site_id = ends.site_id
    GROUP BY daily.item_id, daily.site_id
)

SELECT
    coalesce(touched.item_id, derived.item_id) AS item_id,
    ends.site_id,
    ends.time_zone,
    since.first_day,
    ends.last_day
FROM touched
FULL OUTER JOIN derived ON touched.item_id = derived.item_id AND touched.site_id = derived.site_id
INNER JOIN ends ON coalesce(touched.site_id, derived.site_id) = ends.site_id
CROSS JOIN LATERAL (
    SELECT
        least(
            (touched.first_at AT TIME ZONE ends.time_zone)::date,
            CASE WHEN derived.last_day < ends.last_day THEN derived.last_day + 1 END
        ) AS first_day
) AS since
WHERE since.first_day <= ends.last_day;
