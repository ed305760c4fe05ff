"""Tables and views of the domains above this one: SQL may read them, Python may not import them."""

from sqlalchemy import column, table

lot_stock = table(
    "mv_lot_stock",
    *(
        column(name)
        for name in ("item_id", "site_id", "lot_id", "expires_on", "quantity", "is_estimated")
    ),
    schema="analytics",
)
site_freshness = table(
    "mv_site_freshness",
    *(column(name) for name in ("site_id", "basis", "last_at", "hours_behind", "status", "as_of")),
    schema="analytics",
)
plan_lines = table(
    "plan_lines",
    *(
        column(name)
        for name in ("item_id", "site_id", "days_of_cover", "safety_stock", "reorder_point")
    ),
    schema="analytics",
)
