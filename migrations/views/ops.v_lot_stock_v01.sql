-- What is left of each lot now. One row per item, site and lot with stock; lot_id null is stock
-- that no lot is known of. Issues that name no lot are taken from the lots that expire first, as a
-- shelf is emptied. The same rule as analytics.mv_lot_stock, on balances instead of the ledger.
CREATE VIEW ops.v_lot_stock AS
WITH lots AS (
    SELECT
        lot_balance.item_id,
        lot_balance.site_id,
        lot_balance.lot_id,
        lot.lot_number,
        lot.expires_on,
        greatest(lot_balance.quantity, 0) AS quantity,
        -- Negative or without a lot and negative: issued without saying of which lot.
        sum(greatest(-lot_balance.quantity, 0)) OVER item_site AS issued_without_lot,
        sum(greatest(lot_balance.quantity, 0)) OVER (
            PARTITION BY lot_balance.item_id, lot_balance.site_id
            ORDER BY lot.expires_on ASC NULLS LAST, lot_balance.lot_id ASC NULLS LAST
        ) AS quantity_so_far
    FROM core.lot_balance
    LEFT JOIN core.lot ON lot_balance.lot_id = lot.id
    WINDOW item_site AS (PARTITION BY lot_balance.item_id, lot_balance.site_id)
)

SELECT
    item_id,
    site_id,
    lot_id,
    lot_number,
    expires_on,
    least(quantity, quantity_so_far - issued_without_lot) AS quantity
FROM lots
WHERE quantity > 0 AND quantity_so_far > issued_without_lot;
