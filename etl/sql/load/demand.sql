-- Demand of a file. A row that says the same is not touched. Answers how many rows changed.
WITH written AS (
    INSERT INTO core.fact_demand_daily AS known (
        item_id, site_id, date, period, quantity, unfilled_quantity, returned_quantity, unit_price,
        on_promotion, source, import_id
    )
    SELECT
        item.id,
        site.id,
        incoming.date,
        %(period)s,
        incoming.quantity,
        incoming.unfilled_quantity,
        coalesce(incoming.returned_quantity, 0),
        incoming.unit_price,
        incoming.on_promotion,
        'FILE',
        %(import_id)s
    FROM incoming_demand AS incoming
    INNER JOIN core.dim_item AS item ON incoming.sku = item.sku
    INNER JOIN core.dim_site AS site ON incoming.site_code = site.code
    ON CONFLICT (item_id, site_id, date) DO UPDATE
    SET
        period = excluded.period,
        quantity = excluded.quantity,
        unfilled_quantity = excluded.unfilled_quantity,
        returned_quantity = excluded.returned_quantity,
        unit_price = excluded.unit_price,
        on_promotion = excluded.on_promotion,
        source = excluded.source,
        import_id = excluded.import_id
    WHERE
        (
            known.period, known.quantity, known.unfilled_quantity, known.returned_quantity,
            known.unit_price, known.on_promotion, known.source
        ) IS DISTINCT FROM (
            excluded.period, excluded.quantity, excluded.unfilled_quantity,
            excluded.returned_quantity, excluded.unit_price, excluded.on_promotion, excluded.source
        )
    RETURNING item_id
)

SELECT count(*) FROM written;
