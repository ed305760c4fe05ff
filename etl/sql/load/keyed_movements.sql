-- One row per movement of the file, with our keys, its instant and a key that tells it apart.
-- Equal lines of one file are numbered, so that both post; the same line of another export is the
-- same movement, and does not post twice.
CREATE TEMP TABLE keyed_movements ON COMMIT DROP AS
WITH placed AS (
    SELECT
        incoming.row_number,
        item.id AS item_id,
        site.id AS site_id,
        lot.id AS lot_id,
        incoming.type,
        incoming.quantity,
        incoming.document,
        CASE
            WHEN incoming.occurred_at_is_utc THEN incoming.occurred_at AT TIME ZONE 'UTC'
            ELSE
                incoming.occurred_at
                AT TIME ZONE coalesce(site.time_zone, organisation.time_zone)
        END AS occurred_at,
        md5(
            jsonb_build_array(
                incoming.sku, incoming.site_code, incoming.lot_number, incoming.occurred_at,
                incoming.occurred_at_is_utc, incoming.type, incoming.quantity, incoming.document
            )::text
        ) AS content
    FROM incoming_stock_movements AS incoming
    CROSS JOIN support.organisation AS organisation
    INNER JOIN core.dim_item AS item ON incoming.sku = item.sku
    INNER JOIN core.dim_site AS site ON incoming.site_code = site.code
    LEFT JOIN core.lot ON item.id = lot.item_id AND incoming.lot_number = lot.lot_number
)

SELECT
    item_id,
    site_id,
    lot_id,
    occurred_at,
    type,
    quantity,
    document,
    content || '-' || row_number() OVER (PARTITION BY content ORDER BY row_number) AS source_key
FROM placed;
