-- Suppliers under the name that the needs-list documents know them by. One row per supplier.
CREATE VIEW ops.supplier AS
SELECT
    id,
    code,
    name,
    type,
    country,
    lead_time_days AS default_lead_time_days,
    CASE WHEN is_active THEN 'A' ELSE 'I' END AS status,
    created_at,
    updated_at,
    version
FROM core.dim_supplier;
