-- Posts the differences that make the ledger agree with every count.
WITH posted AS (
    INSERT INTO core.stock_movement (
        item_id, site_id, lot_id, occurred_at, type, quantity, source_key, import_id
    )
    SELECT
        item_id,
        site_id,
        lot_id,
        TIMESTAMPTZ 'epoch' + at * INTERVAL '1 microsecond',
        'COUNT',
        quantity / 10000.0,
        concat_ws('-', 'count', item_id, site_id, coalesce(lot_id, 0), at, earlier_counts + 1),
        %(import_id)s
    FROM incoming_counts
    ORDER BY at, item_id, site_id, lot_id
    RETURNING item_id, site_id, occurred_at
)

INSERT INTO posted_movements
SELECT
    item_id,
    site_id,
    occurred_at
FROM posted;
