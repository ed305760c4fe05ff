"""Why a figure is doubted, what to look out for, why a horizon is called on. Pure.

The values are stable: they are stored with lines, and pages translate them.
"""

from enum import StrEnum


class Reason(StrEnum):
    """What takes confidence away from a line."""

    DATA_AGEING = "data_ageing"
    DATA_STALE = "data_stale"
    TIMESTAMP_UNAVAILABLE = "inventory_timestamp_unavailable"
    BURN_ESTIMATED = "burn_rate_estimated"
    BURN_UNAVAILABLE = "burn_fallback_unavailable"
    BURN_EARLY_EVENT = "burn_early_event"
    BURN_BEFORE_EVENT = "burn_before_event"
    BURN_SHORT_RECORDS = "burn_records_short"
    BURN_UNDER_QUARTER = "burn_under_quarter_window"
    BURN_STALE = "burn_data_stale"
    BURN_REQUESTS = "burn_request_based"
    ETA_ESTIMATED = "inbound_eta_estimated"
    QUANTITY_MANUAL = "quantity_manual"


class Caution(StrEnum):
    """What somebody who decides on a line should know."""

    NO_ROWS_IN_WINDOW = "burn_no_rows_in_window"
    RESERVED_OVER_STOCK = "reserved_exceeds_usable"
    EXPIRED_EXCLUDED = "expired_stock_excluded"
    SOURCES_STALE = "stale_sources_excluded"
    COST_MISSING = "cost_missing_for_approval"
    UNMET_IN_TIME = "unmet_in_time"
    SURGE_PROCUREMENT = "surge_procurement_needs_justification"
    SLOW_MOVING = "slow_moving_stock"
    SHARED_SURPLUS = "surplus_shared_with_other_lists"


class Activation(StrEnum):
    """Why horizons are called on side by side instead of one after the other."""

    GAP_OVER_TWICE_A = "gap_over_twice_transfer_capacity"
    STOCKOUT_BEFORE_B = "stockout_before_donation_lead_time"
    SURGE_CRITICAL_ITEM = "surge_and_critical_item"
    LONG_PLANNING_WINDOW = "planning_window_over_168_hours"
    BASELINE_PREFERS_C = "baseline_prefers_procurement"
