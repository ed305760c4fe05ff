-- 50 sites with 2,000 items each, fifteen hours of issues, one event in SURGE. Of every hundred
-- item-sites `short` have next to nothing left; their neighbours could help.
INSERT INTO core.dim_item (sku, name, unit_cost, category)
SELECT
    'B' || lpad(number::text, 5, '0'),
    'Item ' || number,
    2.5,
    'C' || number %% 7
FROM generate_series(1, %(items)s) AS number;
INSERT INTO core.dim_site (code, name, last_synced_at)
SELECT
    'S' || lpad(number::text, 3, '0'),
    'Site ' || number,
    '2026-03-02 12:00+00'
FROM generate_series(1, %(sites)s) AS number;
SELECT core.ensure_partitions('2026-01-01', '2026-03-31');
INSERT INTO core.stock_movement (occurred_at, item_id, site_id, type, quantity, source_key)
SELECT
    '2026-02-01 00:00+00',
    dim_item.id,
    dim_site.id,
    'RECEIPT',
    CASE
        WHEN (dim_item.id * 31 + dim_site.id * 17) %% 100 < %(short)s
            -- What will be issued, and a few more.
            THEN 3 * (10 + (dim_item.id * 7 + dim_site.id * 13) %% 60) + dim_item.id %% 20
        ELSE 600 + (dim_item.id * dim_site.id) %% 1000
    END,
    'r' || dim_item.id || '-' || dim_site.id
FROM core.dim_item
CROSS JOIN core.dim_site;
INSERT INTO core.stock_movement (occurred_at, item_id, site_id, type, quantity, source_key)
SELECT
    TIMESTAMPTZ '2026-03-02 11:00+00' - part * INTERVAL '5 hours',
    dim_item.id,
    dim_site.id,
    'ISSUE',
    -(10 + (dim_item.id * 7 + dim_site.id * 13) %% 60),
    'i' || part || '-' || dim_item.id || '-' || dim_site.id
FROM core.dim_item
CROSS JOIN core.dim_site
CROSS JOIN generate_series(0, 2) AS part;
ANALYZE;
