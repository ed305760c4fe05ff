"""Tables of the domains above this one: SQL may read them, Python may not import them."""

from sqlalchemy import column, table

item_classes = table(
    "item_classes",
    *(
        column(name)
        for name in (
            "item_id",
            "abc_class",
            "abc_basis",
            "xyz_class",
            "demand_class",
            "adi",
            "cv2",
            "trailing_value",
            "trailing_quantity",
            "computed_at",
        )
    ),
    schema="analytics",
)
current_stock = table(
    "mv_current_stock",
    *(column(name) for name in ("item_id", "site_id", "date", "on_hand", "available")),
    schema="analytics",
)
plan_lines = table(
    "plan_lines",
    *(
        column(name)
        for name in (
            "item_id",
            "site_id",
            "as_of",
            "forecast_per_day",
            "days_of_cover",
            "safety_stock",
            "reorder_point",
            "order_up_to",
            "confidence",
            "reasons",
        )
    ),
    schema="analytics",
)
sites = table(
    "dim_site", *(column(name) for name in ("id", "code", "name", "is_active")), schema="core"
)
suppliers = table("dim_supplier", *(column(name) for name in ("id", "code", "name")), schema="core")
supplier_items = table(
    "supplier_item",
    *(
        column(name)
        for name in (
            "supplier_id",
            "item_id",
            "lead_time_days",
            "min_order_quantity",
            "pack_size",
            "unit_price",
            "is_preferred",
        )
    ),
    schema="core",
)
lead_times = table(
    "lead_times",
    *(
        column(name)
        for name in ("supplier_id", "item_id", "source", "observations", "mean_days", "sd_days")
    ),
    schema="analytics",
)
order_lines = table(
    "v_order_lines",
    *(
        column(name)
        for name in (
            "id",
            "order_number",
            "line_number",
            "supplier_id",
            "item_id",
            "site_id",
            "outstanding_quantity",
            "ordered_on",
            "expected_on",
            "is_open",
            "is_overdue",
        )
    ),
    schema="analytics",
)
