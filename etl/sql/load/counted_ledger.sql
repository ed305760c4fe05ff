-- The ledger of every bucket (item, site, lot) that has a count or gets one, in ten-thousandths
-- of a unit and microseconds, so that sums are exact.
WITH touched AS (
    SELECT
        item_id,
        site_id,
        lot_id
    FROM keyed_snapshots
    UNION
    SELECT
        item_id,
        site_id,
        lot_id
    FROM new_movements
),

counted AS (
    SELECT
        item_id,
        site_id,
        lot_id
    FROM keyed_snapshots
    UNION
    SELECT
        movement.item_id,
        movement.site_id,
        movement.lot_id
    FROM touched
    INNER JOIN core.stock_movement AS movement
        ON
            touched.item_id = movement.item_id
            AND touched.site_id = movement.site_id
            AND touched.lot_id IS NOT DISTINCT FROM movement.lot_id
    WHERE movement.type = 'COUNT'
)

SELECT
    movement.item_id,
    movement.site_id,
    movement.lot_id,
    (extract(EPOCH FROM movement.occurred_at) * 1000000)::bigint AS at,
    (movement.quantity * 10000)::bigint AS quantity,
    movement.type = 'COUNT' AS is_count,
    false AS is_new
FROM counted
INNER JOIN core.stock_movement AS movement
    ON
        counted.item_id = movement.item_id
        AND counted.site_id = movement.site_id
        AND counted.lot_id IS NOT DISTINCT FROM movement.lot_id
UNION ALL
SELECT
    new.item_id,
    new.site_id,
    new.lot_id,
    (extract(EPOCH FROM new.occurred_at) * 1000000)::bigint,
    (new.quantity * 10000)::bigint,
    false,
    true
FROM counted
INNER JOIN new_movements AS new
    ON
        counted.item_id = new.item_id
        AND counted.site_id = new.site_id
        AND counted.lot_id IS NOT DISTINCT FROM new.lot_id
