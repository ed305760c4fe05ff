-- Suppliers that only facts name.
INSERT INTO core.dim_supplier (code, name)
SELECT DISTINCT
    supplier_code,
    supplier_code
FROM {incoming}
WHERE supplier_code IS NOT NULL
ORDER BY supplier_code
ON CONFLICT (code) DO NOTHING;
