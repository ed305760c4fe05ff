-- What was, is and is planned to be on offer; an empty site is every site. One row per promotion.
SELECT
    item_id,
    site_id,
    starts_on AS first_day,
    ends_on AS last_day,
    unit_price,
    discount
FROM core.promotion
WHERE NOT is_cancelled
ORDER BY
    item_id,
    site_id,
    starts_on
