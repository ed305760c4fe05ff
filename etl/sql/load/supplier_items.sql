-- What suppliers offer, from a file. Empty fields change nothing. Answers how many rows changed.
WITH incoming AS (
    SELECT
        supplier.id AS supplier_id,
        item.id AS item_id,
        incoming_supplier_items.lead_time_days,
        incoming_supplier_items.min_order_quantity,
        incoming_supplier_items.pack_size,
        incoming_supplier_items.unit_price,
        incoming_supplier_items.is_preferred
    FROM incoming_supplier_items
    INNER JOIN core.dim_supplier AS supplier
        ON incoming_supplier_items.supplier_code = supplier.code
    INNER JOIN core.dim_item AS item ON incoming_supplier_items.sku = item.sku
),

changed AS (
    UPDATE core.supplier_item AS offer
    SET
        lead_time_days = coalesce(incoming.lead_time_days, offer.lead_time_days),
        min_order_quantity = coalesce(incoming.min_order_quantity, offer.min_order_quantity),
        pack_size = coalesce(incoming.pack_size, offer.pack_size),
        unit_price = coalesce(incoming.unit_price, offer.unit_price),
        is_preferred = coalesce(incoming.is_preferred, offer.is_preferred)
    FROM incoming
    WHERE
        offer.supplier_id = incoming.supplier_id
        AND offer.item_id = incoming.item_id
        AND (
            offer.lead_time_days, offer.min_order_quantity, offer.pack_size, offer.unit_price,
            offer.is_preferred
        ) IS DISTINCT FROM (
            coalesce(incoming.lead_time_days, offer.lead_time_days),
            coalesce(incoming.min_order_quantity, offer.min_order_quantity),
            coalesce(incoming.pack_size, offer.pack_size),
            coalesce(incoming.unit_price, offer.unit_price),
            coalesce(incoming.is_preferred, offer.is_preferred)
        )
    RETURNING offer.id
),

added AS (
    INSERT INTO core.supplier_item (
        supplier_id, item_id, lead_time_days, min_order_quantity, pack_size, unit_price,
        is_preferred
    )
    SELECT
        supplier_id,
        item_id,
        lead_time_days,
        min_order_quantity,
        pack_size,
        unit_price,
        coalesce(is_preferred, false)
    FROM incoming
    WHERE
        NOT EXISTS (
            SELECT
            FROM core.supplier_item AS known
            WHERE known.supplier_id = incoming.supplier_id AND known.item_id = incoming.item_id
        )
    ORDER BY supplier_id, item_id
    RETURNING id
)

SELECT (SELECT count(*) FROM changed) + (SELECT count(*) FROM added);
