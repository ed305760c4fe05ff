-- Lists of forty lines, as years of work leave them: most of them ended.
INSERT INTO ops.needs_list (
    needs_list_no, event_id, site_id, phase, status, calculated_at, demand_window_hours,
    planning_window_hours, safety_factor, safety_buffer_pct, data_freshness_level, confidence,
    submitted_at, approved_at, cancel_reason, cancelled_at
)
SELECT
    'NL-BENCH-' || lpad(number::text, 6, '0'),
    event.id,
    dim_site.id,
    'SURGE',
    (ARRAY['FULFILLED', 'FULFILLED', 'CANCELLED', 'FULFILLED', 'DRAFT'])[1 + number %% 5],
    '2026-03-02 12:00+00',
    6,
    24,
    1.25,
    50,
    'HIGH',
    'HIGH',
    now(),
    now(),
    'Bench',
    now()
FROM generate_series(1, %(lists)s) AS number
CROSS JOIN ops.event
INNER JOIN
    (SELECT id, row_number() OVER (ORDER BY id) AS place FROM core.dim_site) AS dim_site
    ON dim_site.place = 1 + number %% %(sites)s;
INSERT INTO ops.needs_list_item (
    needs_list_id, item_id, unit, burn_rate, burn_rate_source, gap_quantity, severity, confidence,
    formula_version, explanation, explanation_hash
)
SELECT
    needs_list.id,
    dim_item.id,
    'UN',
    1.5,
    'CALCULATED',
    10,
    'WARNING',
    'HIGH',
    'bench',
    '{}',
    'bench'
FROM ops.needs_list
INNER JOIN
    (SELECT id, row_number() OVER (ORDER BY id) AS place FROM core.dim_item) AS dim_item
    ON dim_item.place <= 40;
ANALYZE;
