-- Suppliers from a file. What the file leaves empty stays as it is. Answers how many rows changed.
WITH changed AS (
    UPDATE core.dim_supplier AS supplier
    SET
        name = coalesce(incoming.name, supplier.name),
        type = coalesce(incoming.type, supplier.type),
        country = coalesce(incoming.country, supplier.country),
        reliability = coalesce(incoming.reliability, supplier.reliability),
        lead_time_days = coalesce(incoming.lead_time_days, supplier.lead_time_days),
        is_active = coalesce(incoming.is_active, supplier.is_active)
    FROM incoming_suppliers AS incoming
    WHERE
        supplier.code = incoming.code
        AND (
            supplier.name, supplier.type, supplier.country, supplier.reliability,
            supplier.lead_time_days, supplier.is_active
        ) IS DISTINCT FROM (
            coalesce(incoming.name, supplier.name),
            coalesce(incoming.type, supplier.type),
            coalesce(incoming.country, supplier.country),
            coalesce(incoming.reliability, supplier.reliability),
            coalesce(incoming.lead_time_days, supplier.lead_time_days),
            coalesce(incoming.is_active, supplier.is_active)
        )
    RETURNING supplier.id
),

added AS (
    INSERT INTO core.dim_supplier (
        code, name, type, country, reliability, lead_time_days, is_active
    )
    SELECT
        code,
        coalesce(name, code),
        type,
        country,
        reliability,
        lead_time_days,
        coalesce(is_active, true)
    FROM incoming_suppliers
    WHERE
        NOT EXISTS (SELECT FROM core.dim_supplier AS known WHERE known.code = incoming_suppliers.code)
    ORDER BY code
    RETURNING id
)

SELECT (SELECT count(*) FROM changed) + (SELECT count(*) FROM added);
