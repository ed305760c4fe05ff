-- Every order line that was not cancelled. One row per line.
SELECT
    id,
    order_number,
    supplier_id,
    item_id,
    site_id,
    quantity::double precision AS quantity,
    received_quantity::double precision AS received_quantity,
    ordered_on,
    expected_on,
    received_on,
    status
FROM core.fact_orders
WHERE status <> 'CANCELLED'
ORDER BY id
