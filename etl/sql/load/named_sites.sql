-- Sites that only facts name.
INSERT INTO core.dim_site (code, name)
SELECT DISTINCT
    site_code,
    site_code
FROM {incoming}
WHERE site_code IS NOT NULL
ORDER BY site_code
ON CONFLICT (code) DO NOTHING;
