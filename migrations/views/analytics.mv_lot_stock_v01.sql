-- What is left of each lot at each site. One row per lot and site with stock.
-- Read by the expiry alerts and by analytics.record_plan_kpis(). Issues that name no lot are taken
-- from the lots that expire first, as a shelf is emptied; is_estimated says so.
CREATE MATERIALIZED VIEW analytics.mv_lot_stock AS
WITH balances AS (
    SELECT
        stock_movement.item_id,
        stock_movement.site_id,
        stock_movement.lot_id,
        sum(stock_movement.quantity) AS quantity
    FROM core.stock_movement
    WHERE stock_movement.item_id IN (SELECT item_id FROM core.lot)
    GROUP BY
        stock_movement.item_id,
        stock_movement.site_id,
        stock_movement.lot_id
),

lots AS (
    SELECT
        balances.item_id,
        balances.site_id,
        balances.lot_id,
        lot.expires_on,
        balances.quantity
    FROM balances
    INNER JOIN core.lot ON balances.lot_id = lot.id
    WHERE balances.quantity > 0
),

totals AS (
    SELECT
        item_id,
        site_id,
        -- Issued without a lot: what the lots hold beyond what the whole item-site holds.
        greatest(
            sum(quantity) FILTER (WHERE lot_id IS NOT NULL AND quantity > 0)
            - greatest(sum(quantity), 0),
            0
        ) AS issued_without_lot
    FROM balances
    GROUP BY
        item_id,
        site_id
),

emptied AS (
    SELECT
        lots.item_id,
        lots.site_id,
        lots.lot_id,
        lots.expires_on,
        lots.quantity,
        totals.issued_without_lot,
        sum(lots.quantity) OVER (
            PARTITION BY lots.item_id, lots.site_id
            ORDER BY lots.expires_on ASC NULLS LAST, lots.lot_id
        ) AS quantity_so_far
    FROM lots
    INNER JOIN totals ON lots.item_id = totals.item_id AND lots.site_id = totals.site_id
)

SELECT
    item_id,
    site_id,
    lot_id,
    expires_on,
    least(quantity, quantity_so_far - issued_without_lot)::double precision AS quantity,
    issued_without_lot > 0 AS is_estimated
FROM emptied
WHERE quantity_so_far > issued_without_lot;

-- REFRESH ... CONCURRENTLY needs a unique index.
CREATE UNIQUE INDEX uq_mv_lot_stock_lot_id_site_id ON analytics.mv_lot_stock (lot_id, site_id);
CREATE INDEX ix_mv_lot_stock_expires_on ON analytics.mv_lot_stock (expires_on);
