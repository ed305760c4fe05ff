-- Open order lines past their day, by the records of the site they are for. One row per line.
SELECT
    orders.item_id,
    item.sku,
    orders.site_id,
    site.code AS site,
    orders.supplier_id,
    orders.id AS order_id,
    orders.order_number || '/' || orders.line_number AS order_number,
    coalesce(freshness.as_of, data_window.as_of) AS as_of,
    orders.expected_on,
    greatest(orders.quantity - orders.received_quantity, 0)::double precision AS outstanding,
    -- The site runs dry before anything ordered now would land.
    coalesce(
        stock.available <= 0
        OR stock.available < plan.forecast_per_day * plan.lead_time_days,
        false
    ) AS is_needed
FROM core.fact_orders AS orders
INNER JOIN core.dim_item AS item ON orders.item_id = item.id
INNER JOIN core.dim_site AS site ON orders.site_id = site.id
CROSS JOIN analytics.mv_data_window AS data_window
LEFT JOIN analytics.mv_site_freshness AS freshness ON orders.site_id = freshness.site_id
LEFT JOIN analytics.mv_current_stock AS stock
    ON orders.item_id = stock.item_id AND orders.site_id = stock.site_id
LEFT JOIN analytics.plan_lines AS plan
    ON orders.item_id = plan.item_id AND orders.site_id = plan.site_id
WHERE
    orders.status IN ('PLACED', 'PART_RECEIVED')
    AND orders.expected_on < coalesce(freshness.as_of, data_window.as_of)
