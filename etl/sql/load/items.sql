-- Items from a file. What the file leaves empty stays as it is. Answers how many rows changed.
WITH changed AS (
    UPDATE core.dim_item AS item
    SET
        name = coalesce(incoming.name, item.name),
        family = coalesce(incoming.family, item.family),
        category = coalesce(incoming.category, item.category),
        unit = coalesce(incoming.unit, item.unit),
        unit_cost = coalesce(incoming.unit_cost, item.unit_cost),
        unit_price = coalesce(incoming.unit_price, item.unit_price),
        criticality = coalesce(incoming.criticality, item.criticality),
        shelf_life_days = coalesce(incoming.shelf_life_days, item.shelf_life_days),
        is_active = coalesce(incoming.is_active, item.is_active),
        introduced_on = coalesce(incoming.introduced_on, item.introduced_on),
        discontinued_on = coalesce(incoming.discontinued_on, item.discontinued_on),
        criticality_level = coalesce(incoming.criticality_level, item.criticality_level),
        baseline_burn_rate = coalesce(incoming.baseline_burn_rate, item.baseline_burn_rate),
        min_stock_threshold = coalesce(incoming.min_stock_threshold, item.min_stock_threshold)
    FROM incoming_items AS incoming
    WHERE
        item.sku = incoming.sku
        AND (
            item.name, item.family, item.category, item.unit, item.unit_cost, item.unit_price,
            item.criticality, item.shelf_life_days, item.is_active, item.introduced_on,
            item.discontinued_on,
            item.criticality_level, item.baseline_burn_rate, item.min_stock_threshold
        ) IS DISTINCT FROM (
            coalesce(incoming.name, item.name),
            coalesce(incoming.family, item.family),
            coalesce(incoming.category, item.category),
            coalesce(incoming.unit, item.unit),
            coalesce(incoming.unit_cost, item.unit_cost),
            coalesce(incoming.unit_price, item.unit_price),
            coalesce(incoming.criticality, item.criticality),
            coalesce(incoming.shelf_life_days, item.shelf_life_days),
            coalesce(incoming.is_active, item.is_active),
            coalesce(incoming.introduced_on, item.introduced_on),
            coalesce(incoming.discontinued_on, item.discontinued_on),
            coalesce(incoming.criticality_level, item.criticality_level),
            coalesce(incoming.baseline_burn_rate, item.baseline_burn_rate),
            coalesce(incoming.min_stock_threshold, item.min_stock_threshold)
        )
    RETURNING item.id
),

added AS (
    INSERT INTO core.dim_item (
        sku, name, family, category, unit, unit_cost, unit_price, criticality, shelf_life_days,
        is_active, introduced_on, discontinued_on, criticality_level, baseline_burn_rate,
        min_stock_threshold
    )
    SELECT
        sku,
        coalesce(name, sku),
        family,
        category,
        coalesce(unit, 'UN'),
        unit_cost,
        unit_price,
        criticality,
        shelf_life_days,
        coalesce(is_active, true),
        introduced_on,
        discontinued_on,
        criticality_level,
        baseline_burn_rate,
        min_stock_threshold
    FROM incoming_items
    WHERE NOT EXISTS (SELECT FROM core.dim_item AS known WHERE known.sku = incoming_items.sku)
    ORDER BY sku
    RETURNING id
)

SELECT (SELECT count(*) FROM changed) + (SELECT count(*) FROM added);
