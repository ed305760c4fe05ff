-- Order lines with what their dates say. One row per line, so that "late" is defined once.
-- Read by GET /api/v1/orders, /suppliers and /items. known_to is the day up to which the records
-- of the receiving site go: a line is overdue when it should have come by then, however long ago
-- the data ends. The same rule makes analytics.mv_orders_daily. What is known is a subquery and not
-- a WITH, which the planner would keep apart: it could not begin with the newest lines then.
CREATE VIEW analytics.v_order_lines AS
SELECT
    id,
    order_number,
    line_number,
    supplier_id,
    item_id,
    site_id,
    quantity,
    received_quantity,
    CASE
        WHEN is_open THEN greatest(quantity - received_quantity, 0)
        ELSE 0
    END AS outstanding_quantity,
    unit_price,
    round(quantity * unit_price, 4) AS value,
    ordered_on,
    expected_on,
    received_on,
    status,
    is_open,
    status <> 'CANCELLED' AND coalesce(expected_on <= known_to, false) AS is_due,
    is_open AND coalesce(expected_on < known_to, false) AS is_overdue,
    CASE
        WHEN status = 'CANCELLED' OR expected_on IS NULL THEN NULL
        WHEN NOT is_open THEN greatest(received_on - expected_on, 0)
        WHEN expected_on < known_to THEN known_to - expected_on
    END AS days_late,
    CASE WHEN status = 'RECEIVED' THEN received_on - ordered_on END AS lead_time_days,
    known_to,
    import_id,
    created_at,
    updated_at,
    version
FROM (
    SELECT
        fact_orders.*,
        coalesce(mv_site_freshness.as_of, mv_data_window.as_of) AS known_to,
        fact_orders.status IN ('PLACED', 'PART_RECEIVED') AS is_open
    FROM core.fact_orders
    CROSS JOIN analytics.mv_data_window
    LEFT JOIN analytics.mv_site_freshness
        ON fact_orders.site_id = mv_site_freshness.site_id
) AS known;
