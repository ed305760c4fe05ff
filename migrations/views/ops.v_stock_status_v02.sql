-- Stock, consumption and time to stock-out of each item at each site, in each active event and
-- without one (event_id 0, BASELINE limits). One row per event, site and item.
-- analytics.stock_status is filled from it; read by the calculation of needs for single sites.
CREATE VIEW ops.v_stock_status AS
WITH phases AS (
    SELECT
        event.id AS event_id,
        event.current_phase AS phase,
        event_phase_config.freshness_threshold_hours,
        event_phase_config.stale_threshold_hours
    FROM ops.event
    INNER JOIN ops.event_phase_config
        ON
            event.id = event_phase_config.event_id
            AND event.current_phase = event_phase_config.phase
    WHERE event.status = 'ACTIVE'
    UNION ALL
    SELECT
        0,
        'BASELINE',
        24,
        48
),

-- What a balance holds and what is inbound, in one pass, so that a question about one site or one
-- item reads no other.
lines AS (
    SELECT
        item_id,
        site_id,
        on_hand,
        reserved,
        0 AS transfer_quantity,
        0 AS donation_quantity,
        0 AS procurement_quantity
    FROM core.stock_balance
    UNION ALL
    SELECT
        item_id,
        site_id,
        0,
        0,
        CASE source WHEN 'TRANSFER' THEN quantity ELSE 0 END,
        CASE source WHEN 'DONATION' THEN quantity ELSE 0 END,
        CASE source WHEN 'PROCUREMENT' THEN quantity ELSE 0 END
    FROM ops.v_inbound_stock
),

stock AS (
    SELECT
        item_id,
        site_id,
        sum(on_hand) AS on_hand,
        sum(reserved) AS reserved,
        sum(transfer_quantity) AS inbound_transfer_quantity,
        sum(donation_quantity) AS inbound_donation_quantity,
        sum(procurement_quantity) AS inbound_procurement_quantity
    FROM lines
    GROUP BY item_id, site_id
),

usable AS (
    SELECT
        stock.*,
        clock.data_up_to,
        clock.as_of,
        clock.hours_behind,
        dim_site.sync_status,
        coalesce(expired.quantity, 0) AS expired_quantity,
        greatest(stock.on_hand - coalesce(expired.quantity, 0), 0) AS usable_quantity,
        coalesce(dim_item.min_stock_threshold, dim_site.min_stock_threshold, 0) AS threshold
    FROM stock
    INNER JOIN core.dim_item ON stock.item_id = dim_item.id
    INNER JOIN core.dim_site ON stock.site_id = dim_site.id
    LEFT JOIN ops.v_site_clock AS clock ON stock.site_id = clock.site_id
    LEFT JOIN LATERAL (
        SELECT sum(v_lot_stock.quantity) AS quantity
        FROM ops.v_lot_stock
        WHERE
            v_lot_stock.item_id = stock.item_id
            AND v_lot_stock.site_id = stock.site_id
            AND v_lot_stock.expires_on < coalesce(clock.as_of, now())::date
    ) AS expired ON true
    WHERE dim_item.is_active AND dim_site.is_active
),

available AS (
    SELECT
        usable.*,
        -- More is reserved than there is: nothing is available, and nobody may reserve.
        greatest(usable.usable_quantity - usable.reserved, 0) AS available_quantity,
        usable.inbound_transfer_quantity
        + usable.inbound_donation_quantity
        + usable.inbound_procurement_quantity AS inbound_quantity
    FROM usable
),

timed AS (
    SELECT
        phases.event_id,
        phases.phase,
        available.*,
        burn_rates.rate AS burn_rate,
        coalesce(burn_rates.source, 'UNAVAILABLE') AS burn_rate_source,
        burn_rates.window_hours,
        burn_rates.calculated_at AS burn_calculated_at,
        CASE
            WHEN available.hours_behind IS NULL THEN 'LOW'
            WHEN available.hours_behind <= phases.freshness_threshold_hours THEN 'HIGH'
            WHEN available.hours_behind <= phases.stale_threshold_hours THEN 'MEDIUM'
            ELSE 'LOW'
        END AS freshness,
        available.available_quantity / nullif(burn_rates.rate, 0) AS time_to_stockout_hours,
        (available.available_quantity + available.inbound_quantity)
        / nullif(burn_rates.rate, 0) AS time_to_stockout_with_inbound_hours
    FROM available
    CROSS JOIN phases
    LEFT JOIN analytics.burn_rates
        ON
            phases.event_id = burn_rates.event_id
            AND available.site_id = burn_rates.site_id
            AND available.item_id = burn_rates.item_id
)

SELECT
    event_id,
    site_id,
    item_id,
    phase,
    on_hand,
    expired_quantity,
    usable_quantity,
    reserved AS reserved_quantity,
    available_quantity,
    inbound_transfer_quantity,
    inbound_donation_quantity,
    inbound_procurement_quantity,
    inbound_quantity,
    threshold AS min_stock_threshold,
    greatest(available_quantity - threshold, 0) AS surplus_quantity,
    burn_rate,
    burn_rate_source,
    window_hours,
    burn_calculated_at,
    round(time_to_stockout_hours, 4) AS time_to_stockout_hours,
    round(time_to_stockout_with_inbound_hours, 4) AS time_to_stockout_with_inbound_hours,
    CASE
        WHEN time_to_stockout_hours < 8 THEN 'CRITICAL'
        WHEN time_to_stockout_hours < 24 THEN 'WARNING'
        WHEN time_to_stockout_hours < 72 THEN 'WATCH'
        ELSE 'OK'
    END AS severity,
    freshness,
    sync_status,
    hours_behind,
    data_up_to,
    as_of
FROM timed;
