-- Whether needs lists and what follows from them hold together, after a migration, an import or a
-- restore:   psql "$DATABASE_URL" -f scripts/verify_needs_lists.sql
-- Every problems column must be 0. The last two queries only inform.

-- The tables that needs lists live in.
SELECT
    'tables missing' AS check_name,
    count(*) FILTER (WHERE to_regclass('ops.' || wanted.name) IS NULL) AS problems
FROM unnest(
    ARRAY[
        'event', 'event_phase_config', 'event_phase_history', 'needs_list', 'needs_list_item',
        'needs_list_audit', 'burn_rate_snapshot', 'warehouse_sync_log', 'procurement',
        'procurement_item', 'supplier', 'lead_time_config', 'transfer', 'donation',
        'v_stock_status', 'v_inbound_stock'
    ]
) AS wanted (name);

-- The rules that the database itself keeps.
SELECT
    'constraints missing' AS check_name,
    count(*) FILTER (WHERE pg_constraint.oid IS NULL) AS problems
FROM unnest(
    ARRAY[
        'ck_needs_list_status', 'ck_needs_list_approver_is_not_submitter',
        'uq_needs_list_needs_list_no', 'pk_needs_list_claim',
        'ck_procurement_item_received_within_ordered', 'ck_donation_item_allocated_within_quantity'
    ]
) AS wanted (name)
LEFT JOIN pg_constraint ON wanted.name = pg_constraint.conname;

-- Numbers that do not look like NL-EVENT-SITE-YYYYMMDD-001.
SELECT
    'numbers malformed' AS check_name,
    count(*) AS problems
FROM ops.needs_list
WHERE needs_list_no !~ '^NL-[A-Z0-9]{2,12}-.+-[0-9]{8}-[0-9]{3,}$';

-- States that the audit log does not explain.
SELECT
    'lists without an audit entry of their state' AS check_name,
    count(*) AS problems
FROM ops.needs_list
WHERE
    NOT EXISTS (
        SELECT 1
        FROM ops.needs_list_audit
        WHERE
            needs_list_audit.needs_list_id = needs_list.id
            AND (
                needs_list_audit.after ->> 'status' = needs_list.status
                OR (
                    needs_list.status = 'DRAFT'
                    AND needs_list_audit.action = 'needs:list:created'
                )
            )
    );

-- Items held by a list that is not active, or that ended.
SELECT
    'claims of lists that are not active' AS check_name,
    count(*) AS problems
FROM ops.needs_list_claim
INNER JOIN ops.needs_list ON needs_list_claim.needs_list_id = needs_list.id
WHERE needs_list.status NOT IN ('PENDING_APPROVAL', 'UNDER_REVIEW', 'APPROVED', 'IN_PROGRESS');

-- Stock that its ledger does not add up to.
SELECT
    'balances that differ from the ledger' AS check_name,
    count(*) AS problems
FROM core.stock_balance
LEFT JOIN (
    SELECT
        item_id,
        site_id,
        sum(quantity) AS quantity
    FROM core.stock_movement
    GROUP BY item_id, site_id
) AS ledger
    ON stock_balance.item_id = ledger.item_id AND stock_balance.site_id = ledger.site_id
WHERE stock_balance.on_hand <> coalesce(ledger.quantity, 0);

-- Promises of stock that the reservations do not add up to.
SELECT
    'reserved stock that no reservation explains' AS check_name,
    count(*) AS problems
FROM core.stock_balance
LEFT JOIN (
    SELECT
        item_id,
        site_id,
        sum(quantity) AS quantity
    FROM ops.stock_reservation
    WHERE status = 'HELD'
    GROUP BY item_id, site_id
) AS held
    ON stock_balance.item_id = held.item_id AND stock_balance.site_id = held.site_id
WHERE stock_balance.reserved <> coalesce(held.quantity, 0);

-- Gifts promised differently from what their allocations say.
SELECT
    'donations that differ from their allocations' AS check_name,
    count(*) AS problems
FROM ops.donation_item
LEFT JOIN (
    SELECT
        donation_item_id,
        sum(quantity) AS quantity
    FROM ops.donation_allocation
    WHERE status <> 'RELEASED'
    GROUP BY donation_item_id
) AS promised ON donation_item.id = promised.donation_item_id
WHERE donation_item.allocated_quantity <> coalesce(promised.quantity, 0);

-- Orders that a procurement placed and that say something else was received.
SELECT
    'orders that differ from their procurement' AS check_name,
    count(*) AS problems
FROM ops.procurement_item
INNER JOIN core.fact_orders ON procurement_item.order_id = fact_orders.id
WHERE procurement_item.received_quantity <> fact_orders.received_quantity;

-- How many of each there are.
SELECT
    status,
    count(*) AS lists,
    count(legacy_id) AS imported
FROM ops.needs_list
GROUP BY status
ORDER BY status;

-- The newest lists.
SELECT
    needs_list_no,
    status,
    legacy_id,
    created_at
FROM ops.needs_list
ORDER BY created_at DESC, id DESC
LIMIT 5;
