-- Each site whose stock the file told of has reported, up to its newest line; never beyond now.
INSERT INTO ops.warehouse_sync_log (site_id, type, status, data_up_to, items_synced, actor)
SELECT
    told.site_id,
    %(type)s,
    %(status)s,
    least(max(told.at), now()),
    count(DISTINCT told.item_id),
    %(actor)s
FROM told_stock AS told
GROUP BY told.site_id
ORDER BY told.site_id;
