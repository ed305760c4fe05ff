-- The family of every item, as a name and as a number that does not depend on who else is there.
-- One row per item.
SELECT
    id AS item_id,
    coalesce(family, '') AS family,
    CASE
        WHEN family IS NULL THEN -1
        ELSE abs(hashtext(family)::bigint) % 100003
    END AS family_code
FROM core.dim_item
ORDER BY id
