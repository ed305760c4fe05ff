-- Stock of what is stocked, beside what the plan says about it. One row per item and site.
SELECT
    stock.item_id,
    item.sku,
    stock.site_id,
    site.code AS site,
    stock.date AS as_of,
    stock.available,
    plan.forecast_per_day,
    plan.lead_time_days,
    plan.safety_stock,
    plan.on_order_in_time
FROM analytics.mv_current_stock AS stock
INNER JOIN core.dim_item AS item ON stock.item_id = item.id
INNER JOIN core.dim_site AS site ON stock.site_id = site.id
LEFT JOIN core.item_site_policy AS policy
    ON stock.item_id = policy.item_id AND stock.site_id = policy.site_id
LEFT JOIN analytics.plan_lines AS plan
    ON stock.item_id = plan.item_id AND stock.site_id = plan.site_id
WHERE
    site.is_active
    AND item.is_active
    AND coalesce(policy.is_stocked, true)
    AND stock.date <= coalesce(item.discontinued_on, 'infinity')
