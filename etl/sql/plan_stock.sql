-- The newest known stock of each item at each site. One row per item and site.
SELECT DISTINCT ON (item_id, site_id)
    item_id,
    site_id,
    date,
    on_hand,
    reserved
FROM core.fact_inventory_daily
ORDER BY
    item_id,
    site_id,
    date DESC
