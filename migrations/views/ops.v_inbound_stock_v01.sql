-- What is really on its way, and nothing that is only planned. One row per document and item.
-- Transfers once dispatched, donations once confirmed and sent, procurements once shipped, less what
-- was received already. Read by ops.v_stock_status and by the calculation of needs.
CREATE VIEW ops.v_inbound_stock AS
WITH transfer_hours AS (
    SELECT hours
    FROM ops.lead_time_config
    WHERE horizon = 'A' AND is_default
    ORDER BY effective_from DESC
    LIMIT 1
),

transfers AS (
    SELECT
        'TRANSFER' AS source,
        transfer.id AS document_id,
        transfer.transfer_no AS document_no,
        transfer_item.item_id,
        transfer.to_site_id AS site_id,
        transfer_item.dispatched_quantity AS quantity,
        coalesce(
            transfer.expected_arrival,
            transfer.dispatched_at + transfer_hours.hours * INTERVAL '1 hour'
        ) AS expected_at,
        transfer.expected_arrival IS NULL AS is_estimated
    FROM ops.transfer
    INNER JOIN ops.transfer_item ON transfer.id = transfer_item.transfer_id
    LEFT JOIN transfer_hours ON true
    WHERE transfer.status IN ('DISPATCHED', 'IN_TRANSIT')
),

promised AS (
    SELECT
        donation_item_id,
        sum(quantity) AS quantity,
        sum(received_quantity) AS received_quantity
    FROM ops.donation_allocation
    WHERE status <> 'RELEASED'
    GROUP BY donation_item_id
),

-- What needs lists were promised goes to their sites, the rest to where the donor sent it.
donated AS (
    SELECT
        donation_item.donation_id,
        donation_item.item_id,
        donation_allocation.site_id,
        donation_allocation.quantity - donation_allocation.received_quantity AS quantity
    FROM ops.donation_allocation
    INNER JOIN ops.donation_item ON donation_allocation.donation_item_id = donation_item.id
    WHERE donation_allocation.status = 'HELD'
    UNION ALL
    SELECT
        donation_item.donation_id,
        donation_item.item_id,
        donation.site_id,
        (donation_item.quantity - coalesce(promised.quantity, 0))
        - (donation_item.received_quantity - coalesce(promised.received_quantity, 0))
    FROM ops.donation_item
    INNER JOIN ops.donation ON donation_item.donation_id = donation.id
    LEFT JOIN promised ON donation_item.id = promised.donation_item_id
    WHERE donation.site_id IS NOT NULL
),

donations AS (
    SELECT
        'DONATION' AS source,
        donation.id AS document_id,
        donation.donation_no AS document_no,
        donated.item_id,
        donated.site_id,
        sum(donated.quantity) AS quantity,
        donation.expected_arrival_at AS expected_at,
        donation.expected_arrival_at IS NULL AS is_estimated
    FROM donated
    INNER JOIN ops.donation ON donated.donation_id = donation.id
    WHERE donation.status = 'VERIFIED' AND donation.shipped_at IS NOT NULL
    GROUP BY donation.id, donated.item_id, donated.site_id
),

procurements AS (
    SELECT
        'PROCUREMENT' AS source,
        procurement.id AS document_id,
        procurement.procurement_no AS document_no,
        procurement_item.item_id,
        procurement.target_site_id AS site_id,
        procurement_item.ordered_quantity - procurement_item.received_quantity AS quantity,
        procurement.expected_arrival_at AS expected_at,
        procurement.expected_arrival_at IS NULL AS is_estimated
    FROM ops.procurement
    INNER JOIN ops.procurement_item ON procurement.id = procurement_item.procurement_id
    WHERE
        procurement.status IN ('SHIPPED', 'PARTIAL_RECEIVED')
        AND procurement_item.status <> 'CANCELLED'
),

everything AS (
    SELECT * FROM transfers
    UNION ALL
    SELECT * FROM donations
    UNION ALL
    SELECT * FROM procurements
)

SELECT
    source,
    document_id,
    document_no,
    item_id,
    site_id,
    quantity,
    expected_at,
    is_estimated
FROM everything
WHERE quantity > 0;
