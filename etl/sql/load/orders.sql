-- Order lines of a file. A row that says the same is not touched. Answers how many rows changed.
WITH written AS (
    INSERT INTO core.fact_orders AS known (
        order_number, line_number, supplier_id, item_id, site_id, quantity, received_quantity,
        unit_price, ordered_on, expected_on, received_on, status, import_id
    )
    SELECT
        incoming.order_number,
        incoming.line_number,
        supplier.id,
        item.id,
        site.id,
        incoming.quantity,
        incoming.received_quantity,
        incoming.unit_price,
        incoming.ordered_on,
        incoming.expected_on,
        incoming.received_on,
        incoming.status,
        %(import_id)s
    FROM incoming_orders AS incoming
    INNER JOIN core.dim_item AS item ON incoming.sku = item.sku
    INNER JOIN core.dim_site AS site ON incoming.site_code = site.code
    LEFT JOIN core.dim_supplier AS supplier ON incoming.supplier_code = supplier.code
    ORDER BY incoming.order_number, incoming.line_number
    ON CONFLICT (order_number, line_number) DO UPDATE
    SET
        supplier_id = excluded.supplier_id,
        item_id = excluded.item_id,
        site_id = excluded.site_id,
        quantity = excluded.quantity,
        received_quantity = excluded.received_quantity,
        unit_price = excluded.unit_price,
        ordered_on = excluded.ordered_on,
        expected_on = excluded.expected_on,
        received_on = excluded.received_on,
        status = excluded.status,
        import_id = excluded.import_id
    WHERE
        (
            known.supplier_id, known.item_id, known.site_id, known.quantity,
            known.received_quantity, known.unit_price, known.ordered_on, known.expected_on,
            known.received_on, known.status
        ) IS DISTINCT FROM (
            excluded.supplier_id, excluded.item_id, excluded.site_id, excluded.quantity,
            excluded.received_quantity, excluded.unit_price, excluded.ordered_on,
            excluded.expected_on, excluded.received_on, excluded.status
        )
    RETURNING id
)

SELECT count(*) FROM written;
