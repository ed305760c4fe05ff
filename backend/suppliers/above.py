"""Tables of the domains above this one: SQL may read them, Python may not import them."""

from sqlalchemy import column, table

order_lines = table(
    "v_order_lines",
    *(
        column(name)
        for name in (
            "supplier_id",
            "item_id",
            "is_open",
            "is_due",
            "is_overdue",
            "days_late",
            "lead_time_days",
        )
    ),
    schema="analytics",
)
lead_times = table(
    "lead_times",
    *(
        column(name)
        for name in (
            "supplier_id",
            "item_id",
            "source",
            "observations",
            "mean_days",
            "sd_days",
            "due",
            "late_share",
            "mean_days_late",
        )
    ),
    schema="analytics",
)
