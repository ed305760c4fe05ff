-- One or two rows in every table, so that migrations are tried on a database that is in use.
-- Run on freshly made tables, where the first key of each is 1. A new table gets its rows here.

INSERT INTO support.roles (name, description) VALUES ('ADMIN', 'May do everything');
INSERT INTO support.role_permissions (role_id, permission) VALUES (1, 'access:user:read');
INSERT INTO support.users (username, full_name, password_hash)
VALUES ('ana', 'Ana', 'none'), ('ben', 'Ben', 'none');
INSERT INTO support.user_roles (user_id, role_id) VALUES (1, 1);
INSERT INTO support.refresh_tokens (family, user_id, token_hash, expires_at)
VALUES (gen_random_uuid(), 1, 'hash', now() + INTERVAL '1 day');
INSERT INTO support.idempotency_keys (user_id, key, method, path, body_hash)
VALUES (1, 'once', 'POST', '/api/v1/imports', 'hash');
INSERT INTO support.audit_logs (actor, action, entity) VALUES ('ana', 'access:user:create', 'user');
UPDATE support.organisation SET name = 'Demo', is_demo = true, currency = 'BRL' WHERE id = 1;

INSERT INTO support.job_run (step, requested_by) VALUES ('load', 'ana');
INSERT INTO support.imports (kind, source, requested_by, job_run_id) VALUES ('FOLDER', 'demo', 'ana', 1);
INSERT INTO support.import_files (
    import_id, target, file_name, content_hash, rows_read, rows_kept, rows_rejected, rows_changed, seconds
)
VALUES (1, 'demand', 'demand.csv', 'hash', 2, 1, 1, 1, 0.1);
INSERT INTO support.import_rejects (import_file_id, row_number, reason_code, hint, raw)
VALUES (1, 2, 'UNKNOWN_ITEM', 'Add the item.', 'x,y');

INSERT INTO core.dim_calendar (full_date, year, quarter, month, week, weekday, day, is_weekend)
VALUES ('2026-03-02', 2026, 1, 3, 10, 0, 2, false);
INSERT INTO core.dim_region (code, name) VALUES ('SP', 'São Paulo');
INSERT INTO core.dim_item (sku, name, family, unit_cost)
VALUES ('A-1', 'Anchor', 'Fixings', 2.5), ('B-2', 'Bolt', NULL, NULL);
INSERT INTO core.dim_site (code, name, region_id) VALUES ('MAIN', 'Main', 1), ('HUB', 'Hub', NULL);
INSERT INTO core.dim_supplier (code, name) VALUES ('ACME', 'Acme');
INSERT INTO core.supplier_item (supplier_id, item_id, unit_price) VALUES (1, 1, 2.25);
INSERT INTO core.lot (item_id, lot_number, expires_on) VALUES (1, 'L1', '2026-12-31');
INSERT INTO core.service_level_target (abc_class, service_level)
VALUES ('A', 0.98) ON CONFLICT DO NOTHING;
INSERT INTO core.item_site_policy (item_id, site_id, review_period_days) VALUES (1, 1, 7);

SELECT core.ensure_partitions('2026-02-01', '2026-03-31');
INSERT INTO core.stock_movement (occurred_at, item_id, site_id, lot_id, type, quantity, source_key)
VALUES
    ('2026-02-28 23:59:59+00', 1, 1, 1, 'OPENING', 10, 'a'),
    ('2026-03-01 00:00:00+00', 1, 1, 1, 'ISSUE', -3, 'b');
INSERT INTO core.fact_inventory_daily (item_id, site_id, date, on_hand, issued)
VALUES (1, 1, '2026-02-28', 10, 0), (1, 1, '2026-03-01', 7, 3);
INSERT INTO core.fact_demand_daily (item_id, site_id, date, period, quantity, source)
VALUES (1, 1, '2026-02-28', 'D', 4, 'FILE'), (1, 1, '2026-03-01', 'D', 3, 'FILE');
INSERT INTO core.promotion (item_id, site_id, starts_on, ends_on, discount)
VALUES (1, NULL, '2026-03-10', '2026-03-16', 0.2), (1, 1, '2026-03-10', '2026-03-12', NULL);
INSERT INTO core.fact_orders (order_number, supplier_id, item_id, site_id, quantity)
VALUES ('PO-1', 1, 1, 1, 20);

INSERT INTO analytics.forecast_runs (
    origin, period, horizon, model, series, candidates, accuracy, input_hash, seconds, is_latest
)
VALUES ('2026-03-01', 'D', 28, 'SES', 1, '{}', '{}', 'hash', 1.5, true);
INSERT INTO analytics.forecasts (run_id, item_id, site_id, date, horizon, mean, quantiles, model)
VALUES (1, 1, 1, '2026-03-02', 1, 3, '{0, 1, 3, 5, 6, 7, 8, 9}', 'SES');
INSERT INTO analytics.forecast_accuracy (run_id, item_id, site_id, model, points, spread)
VALUES (1, 1, 1, 'SES', 10, '{}');
INSERT INTO analytics.features_store (item_id, site_id, date, features, schema_version, run_id)
VALUES (1, 1, '2026-03-01', '{}', 1, 1);
INSERT INTO analytics.forecast_folds (
    run_id, site_id, family, origin, horizon, points, actual_total, absolute_error, error, within
)
VALUES (1, 1, '', '2026-02-01', 1, 2, 6, 1, 1, '{0, 1, 1, 2, 2, 2, 2, 2}');
INSERT INTO analytics.demand_repairs (item_id, site_id, date, quantity, run_id)
VALUES (1, 1, '2026-02-03', 3, 1);
INSERT INTO analytics.item_classes (item_id, abc_class, abc_basis) VALUES (1, 'A', 'VALUE');
INSERT INTO analytics.lead_times (
    supplier_id, item_id, source, observations, mean_days, days, counts, due
)
VALUES (1, 1, 'OBSERVED', 5, 7.4, '{7, 8}', '{3, 2}', 5);
INSERT INTO analytics.plan_lines (item_id, site_id, as_of, confidence, reasons)
VALUES (1, 1, '2026-03-01', 'HIGH', '{}');
INSERT INTO analytics.replays (
    as_of, period, counted_from, counted_to, windows, review_days, holding_rate, shortage_rate,
    correction, is_correction_chosen, series, series_without_lead_time, series_without_value,
    seconds, requested_by
)
VALUES ('2026-03-01', 'D', '2026-01-05', '2026-03-01', 2, 7, 0.25, 0.4, 0.7, true, 1, 0, 0, 2, 'ana');
INSERT INTO analytics.replay_results (
    replay_id, policy, asked, abc_class, series, priced_series, demand, lost, mean_stock, orders
)
VALUES (1, 'PROPOSED', 0.95, 'ALL', 1, 1, 100, 4, 12, 50);
INSERT INTO analytics.kpis_daily (
    date, site_id, family, planned, covered, excess_known, lots_without_cost, lots_estimated
)
VALUES ('2026-03-01', 1, 'Fixings', 1, 1, 1, 0, 0);
INSERT INTO analytics.demand_daily (date, site_id, family, lines, units)
VALUES ('2026-03-01', 1, 'Fixings', 1, 1);
-- The facts above have noted their days already.
INSERT INTO analytics.stale_demand_days (date) VALUES ('2026-03-05') ON CONFLICT DO NOTHING;
INSERT INTO analytics.rolled_up_items (item_id, family) VALUES (1, 'Fixings');

INSERT INTO analytics.recommendations (
    fingerprint, type, priority, item_id, site_id, message_code, message_params,
    explanation, explanation_hash, confidence, confidence_reasons
)
VALUES
    ('REORDER:1:1', 'REORDER', 'CRITICAL', 1, 1, 'reorder', '{}', '{}', 'hash', 'HIGH', '{}'),
    ('HOLD:1:2', 'HOLD', 'LOW', 1, 2, 'hold', '{}', '{}', 'hash', 'HIGH', '{}'),
    ('REORDER:2:1', 'REORDER', 'MEDIUM', 2, 1, 'reorder', '{}', '{}', 'hash', 'HIGH', '{}'),
    ('REORDER:2:2', 'REORDER', 'HIGH', 2, 2, 'reorder', '{}', '{}', 'hash', 'HIGH', '{}');
INSERT INTO analytics.alerts (
    fingerprint, type, level, item_id, site_id, message_code, message, params
)
VALUES
    ('STOCKOUT:A-1:MAIN', 'STOCKOUT', 'CRITICAL', 1, 1, 'STOCKOUT', 'Out of stock.', '{}'),
    ('LOW_STOCK:B-2:MAIN', 'LOW_STOCK', 'NORMAL', 2, 1, 'LOW_STOCK', 'Low on stock.', '{}'),
    ('LOW_STOCK:A-1:HUB', 'LOW_STOCK', 'WARNING', 1, 2, 'LOW_STOCK', 'Low on stock.', '{}');
INSERT INTO analytics.alert_evaluations (as_of, evidence_digest, conditions, opened, cleared)
VALUES ('2026-03-01', 'digest', 3, 3, 0);
INSERT INTO ops.recommendation_decision (fingerprint, status) VALUES ('REORDER:1:1', 'ACCEPTED');
INSERT INTO ops.alert_state (fingerprint, status) VALUES ('STOCKOUT:A-1:MAIN', 'ACKNOWLEDGED');
INSERT INTO ops.alert_event (fingerprint, action, actor) VALUES ('STOCKOUT:A-1:MAIN', 'acknowledged', 'ana');

INSERT INTO ops.document_number (prefix, last) VALUES ('NL-FLOOD-MAIN-20260301', 1);
INSERT INTO ops.stock_reservation (item_id, site_id, quantity, holder, holder_id)
VALUES (1, 1, 2, 'TRANSFER_ITEM', 1);
INSERT INTO ops.event (code, name, started_at, current_phase, phase_reason)
VALUES ('FLOOD', 'Flood', '2026-02-28', 'SURGE', 'Water rises');
INSERT INTO ops.event_phase_config (
    event_id, phase, demand_window_hours, planning_window_hours, safety_factor,
    safety_buffer_pct, freshness_threshold_hours, stale_threshold_hours
)
VALUES (1, 'SURGE', 6, 24, 1.25, 50, 2, 4);
INSERT INTO ops.warehouse_sync_log (site_id, type, status, data_up_to, actor)
VALUES (1, 'MANUAL', 'SUCCESS', '2026-03-01 12:00+00', 'ana');
INSERT INTO ops.lead_time_config (horizon, from_site_id, to_site_id, hours, effective_from)
VALUES ('A', 2, 1, 6, '2026-01-01');
INSERT INTO ops.needs_list (
    needs_list_no, event_id, site_id, phase, status, calculated_at, demand_window_hours,
    planning_window_hours, safety_factor, safety_buffer_pct, data_freshness_level, confidence,
    created_by, submitted_by, submitted_at, approved_at
)
VALUES (
    'NL-FLOOD-MAIN-20260301-001', 1, 1, 'SURGE', 'APPROVED', '2026-03-01 12:00+00', 6,
    24, 1.25, 50, 'HIGH', 'HIGH', 1, 1, now(), now()
);
INSERT INTO ops.needs_list_item (
    needs_list_id, item_id, unit, burn_rate_source, confidence, formula_version, explanation,
    explanation_hash
)
VALUES (1, 1, 'UN', 'CALCULATED', 'HIGH', 'needs/1', '{}', 'hash');
INSERT INTO ops.needs_list_claim (item_id, site_id, needs_list_id) VALUES (1, 1, 1);
INSERT INTO ops.needs_list_review_note (needs_list_item_id, note, created_by)
VALUES (1, 'Why so much?', 1);
INSERT INTO ops.needs_list_wizard (user_id, document) VALUES (1, '{}');
INSERT INTO ops.needs_list_allocation (
    needs_list_item_id, sequence, horizon, source_site_id, quantity, lead_time_hours, arrives_at
)
VALUES (1, 1, 'A', 2, 5, 8, '2026-03-01 20:00+00');
INSERT INTO analytics.burn_rates (
    event_id, site_id, item_id, phase, rate, source, freshness, window_hours, issue_count,
    issued_quantity, calculated_at
)
VALUES (1, 1, 1, 'SURGE', 0.5, 'CALCULATED', 'HIGH', 6, 1, 3, '2026-03-01 12:00+00');
INSERT INTO ops.burn_rate_snapshot (
    event_id, site_id, item_id, phase, calculated_at, window_hours, issue_count, issued_quantity,
    rate, source, freshness
)
VALUES (1, 1, 1, 'SURGE', '2026-03-01 12:00+00', 6, 1, 3, 0.5, 'CALCULATED', 'HIGH');
INSERT INTO ops.approval_delegation (from_user_id, to_user_id, starts_on, ends_on, reason)
VALUES (1, 2, '2026-03-01', '2026-03-08', 'Leave');
INSERT INTO ops.needs_list_approval (needs_list_id, round, step, role, decided_by)
VALUES (1, 1, 1, 'LOGISTICS_MANAGER', 2);
INSERT INTO ops.approval_notice (needs_list_id, round, level, role)
VALUES (1, 1, 'REMINDER', 'LOGISTICS_MANAGER');
INSERT INTO ops.procurement (procurement_no, needs_list_id, event_id, target_site_id, currency)
VALUES ('PROC-20260301-001', 1, 1, 1, 'BRL');
INSERT INTO ops.procurement_item (procurement_id, item_id, needs_list_item_id, ordered_quantity)
VALUES (1, 1, 1, 10);
INSERT INTO ops.transfer (transfer_no, needs_list_id, event_id, from_site_id, to_site_id)
VALUES ('TR-20260301-001', 1, 1, 2, 1);
INSERT INTO ops.transfer_item (transfer_id, item_id, needs_list_item_id, quantity)
VALUES (1, 1, 1, 5);
INSERT INTO ops.transfer_lot (transfer_item_id, lot_id, quantity) VALUES (1, 1, 5);
INSERT INTO ops.donation (donation_no, donor_name, event_id, site_id, created_by)
VALUES ('DON-20260301-001', 'A donor', 1, 1, 1);
INSERT INTO ops.donation_item (donation_id, item_id, quantity, allocated_quantity)
VALUES (1, 1, 10, 4);
INSERT INTO ops.donation_allocation (donation_item_id, needs_list_item_id, site_id, quantity)
VALUES (1, 1, 1, 4);
INSERT INTO ops.donation_intake (intake_no, donation_id, site_id, arrived_at, created_by)
VALUES ('IN-20260301-001', 1, 1, '2026-03-01 12:00+00', 1);
INSERT INTO ops.donation_intake_item (intake_id, donation_item_id, counted_quantity)
VALUES (1, 1, 4);
INSERT INTO ops.goods_receipt (receipt_no, transfer_id, site_id) VALUES ('GRN-20260301-001', 1, 1);
INSERT INTO ops.goods_receipt_item (receipt_id, item_id, quantity) VALUES (1, 1, 5);
INSERT INTO analytics.stock_status
SELECT * FROM ops.v_stock_status;
INSERT INTO ops.plan_override (
    kind, item_id, site_id, first_day, last_day, engine_quantity, quantity, position,
    reason_code, reason, team, made_by
)
VALUES
    ('ORDER', 1, 1, '2026-02-01', '2026-02-14', 40, 60, 10, 'PROMOTION', 'Carnival', 'Sales', 'ana');
