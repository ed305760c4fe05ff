-- One row per count of the file. A count tells the stock at the end of its day, at its site.
CREATE TEMP TABLE keyed_snapshots ON COMMIT DROP AS
SELECT
    item.id AS item_id,
    site.id AS site_id,
    lot.id AS lot_id,
    (incoming.date + TIME '23:59:59')
    AT TIME ZONE coalesce(site.time_zone, organisation.time_zone) AS counted_at,
    incoming.on_hand
FROM incoming_stock_snapshots AS incoming
CROSS JOIN support.organisation AS organisation
INNER JOIN core.dim_item AS item ON incoming.sku = item.sku
INNER JOIN core.dim_site AS site ON incoming.site_code = site.code
LEFT JOIN core.lot ON item.id = lot.item_id AND incoming.lot_number = lot.lot_number;
