-- Posts the movements that the ledger does not have yet.
WITH posted AS (
    INSERT INTO core.stock_movement (
        item_id, site_id, lot_id, occurred_at, type, quantity, document, source_key, import_id
    )
    SELECT
        item_id,
        site_id,
        lot_id,
        occurred_at,
        type,
        quantity,
        document,
        source_key,
        %(import_id)s
    FROM new_movements
    ORDER BY occurred_at, source_key
    RETURNING item_id, site_id, occurred_at
)

INSERT INTO posted_movements
SELECT
    item_id,
    site_id,
    occurred_at
FROM posted;
