-- Spells without stock: an item ended a day at zero and had not been replenished by the end of a
-- later day. One row per spell; the first day is the one after stock ran out.
-- A stock row stands until the next one, and the last one until the site's last.
WITH stock AS (
    SELECT
        item_id,
        site_id,
        date,
        on_hand,
        lead(date) OVER series AS next_date,
        lead(on_hand) OVER series AS next_on_hand,
        max(date) OVER (PARTITION BY site_id) AS last_date
    FROM core.fact_inventory_daily
    WHERE
        item_id = ANY(%(items)s)
        AND date <= %(origin)s
    WINDOW series AS (PARTITION BY item_id, site_id ORDER BY date)
),

spells AS (
    SELECT
        item_id,
        site_id,
        date + 1 AS first_date,
        CASE
            WHEN next_date IS NULL THEN last_date
            WHEN next_on_hand <= 0 THEN next_date
            ELSE next_date - 1
        END AS last_date
    FROM stock
    WHERE on_hand <= 0
)

SELECT
    item_id,
    site_id,
    first_date,
    last_date
FROM spells
WHERE first_date <= last_date
ORDER BY
    item_id,
    site_id,
    first_date
