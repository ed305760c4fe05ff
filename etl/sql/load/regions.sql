-- The regions that a file of sites names.
INSERT INTO core.dim_region (code, name, country)
SELECT
    region,
    region,
    max(country)
FROM incoming_sites
WHERE region IS NOT NULL
GROUP BY region
ORDER BY region
ON CONFLICT (code) DO NOTHING;
