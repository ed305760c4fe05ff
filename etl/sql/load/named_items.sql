-- Items that only facts name: all that is known of them is the code.
INSERT INTO core.dim_item (sku, name)
SELECT DISTINCT
    sku,
    sku
FROM {incoming}
WHERE sku IS NOT NULL
ORDER BY sku
ON CONFLICT (sku) DO NOTHING;
