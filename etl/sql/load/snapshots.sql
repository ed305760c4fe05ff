-- The counts of the file, in the same units as the ledger.
SELECT
    item_id,
    site_id,
    lot_id,
    (extract(EPOCH FROM counted_at) * 1000000)::bigint AS at,
    (on_hand * 10000)::bigint AS on_hand
FROM keyed_snapshots
