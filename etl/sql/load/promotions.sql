-- Promotions of a file. A row that says the same is not touched. Answers how many rows changed.
WITH written AS (
    INSERT INTO core.promotion AS known (
        item_id, site_id, starts_on, ends_on, unit_price, discount, is_cancelled, import_id
    )
    SELECT
        item.id,
        site.id,
        incoming.starts_on,
        incoming.ends_on,
        incoming.unit_price,
        incoming.discount,
        coalesce(incoming.is_cancelled, false),
        %(import_id)s
    FROM incoming_promotions AS incoming
    INNER JOIN core.dim_item AS item ON incoming.sku = item.sku
    LEFT JOIN core.dim_site AS site ON incoming.site_code = site.code
    ORDER BY item.id, site.id, incoming.starts_on
    ON CONFLICT (item_id, site_id, starts_on) DO UPDATE
    SET
        ends_on = excluded.ends_on,
        unit_price = excluded.unit_price,
        discount = excluded.discount,
        is_cancelled = excluded.is_cancelled,
        import_id = excluded.import_id
    WHERE
        (known.ends_on, known.unit_price, known.discount, known.is_cancelled)
        IS DISTINCT FROM (
            excluded.ends_on, excluded.unit_price, excluded.discount, excluded.is_cancelled
        )
    RETURNING id
)

SELECT count(*) FROM written;
