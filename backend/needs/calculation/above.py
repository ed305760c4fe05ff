"""Views, and tables of the domains above: SQL may read them, Python may not import them."""

from sqlalchemy import column, table

site_clock = table(
    "v_site_clock",
    *(column(name) for name in ("site_id", "sync_status", "data_up_to", "as_of", "hours_behind")),
    schema="ops",
)
lot_stock = table(
    "v_lot_stock",
    *(column(name) for name in ("item_id", "site_id", "lot_id", "expires_on", "quantity")),
    schema="ops",
)
inbound_stock = table(
    "v_inbound_stock",
    *(
        column(name)
        for name in (
            "source",
            "document_id",
            "document_no",
            "item_id",
            "site_id",
            "quantity",
            "expected_at",
            "is_estimated",
        )
    ),
    schema="ops",
)
donation = table(
    "donation",
    *(
        column(name)
        for name in (
            "id",
            "donation_no",
            "event_id",
            "site_id",
            "status",
            "restriction",
            "shipped_at",
            "expected_arrival_at",
        )
    ),
    schema="ops",
)
donation_item = table(
    "donation_item",
    *(
        column(name)
        for name in (
            "id",
            "donation_id",
            "item_id",
            "quantity",
            "allocated_quantity",
            "received_quantity",
        )
    ),
    schema="ops",
)
donation_allocation = table(
    "donation_allocation",
    *(column(name) for name in ("donation_item_id", "quantity", "received_quantity", "status")),
    schema="ops",
)
