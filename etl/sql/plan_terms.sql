-- On which terms suppliers offer items. One row per supplier and item.
SELECT
    supplier_item.supplier_id,
    supplier_item.item_id,
    coalesce(supplier_item.lead_time_days, dim_supplier.lead_time_days) AS stated_days,
    supplier_item.min_order_quantity::double precision AS min_order_quantity,
    supplier_item.pack_size::double precision AS pack_size,
    supplier_item.is_preferred
FROM core.supplier_item
INNER JOIN core.dim_supplier ON supplier_item.supplier_id = dim_supplier.id
WHERE dim_supplier.is_active
ORDER BY
    supplier_item.supplier_id,
    supplier_item.item_id
