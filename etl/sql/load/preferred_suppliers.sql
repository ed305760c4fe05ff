-- An item has one preferred supplier: the one the file prefers takes the place of another.
UPDATE core.supplier_item AS offer
SET is_preferred = false
FROM incoming_supplier_items AS incoming
INNER JOIN core.dim_item AS item ON incoming.sku = item.sku
INNER JOIN core.dim_supplier AS supplier ON incoming.supplier_code = supplier.code
WHERE
    incoming.is_preferred
    AND offer.is_preferred
    AND offer.item_id = item.id
    AND offer.supplier_id <> supplier.id;
