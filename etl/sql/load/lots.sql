-- The lots that a file names; an expiry date that the file gives replaces the one known.
INSERT INTO core.lot AS known (item_id, lot_number, expires_on)
SELECT
    item.id,
    incoming.lot_number,
    max(incoming.expires_on)
FROM {incoming} AS incoming
INNER JOIN core.dim_item AS item ON incoming.sku = item.sku
WHERE incoming.lot_number IS NOT NULL
GROUP BY item.id, incoming.lot_number
ORDER BY item.id, incoming.lot_number
ON CONFLICT (item_id, lot_number) DO UPDATE
SET expires_on = excluded.expires_on
WHERE
    excluded.expires_on IS NOT NULL
    AND known.expires_on IS DISTINCT FROM excluded.expires_on;
