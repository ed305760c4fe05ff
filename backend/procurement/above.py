"""Tables of the domains above this one: SQL may read them, Python may not import them."""

from sqlalchemy import column, table

needs_lists = table(
    "needs_list", *(column(name) for name in ("id", "needs_list_no", "event_id")), schema="ops"
)
needs_list_items = table(
    "needs_list_item", *(column(name) for name in ("id", "needs_list_id")), schema="ops"
)
events = table("event", *(column(name) for name in ("id", "name", "current_phase")), schema="ops")
approval_delegations = table(
    "approval_delegation",
    *(
        column(name)
        for name in ("from_user_id", "to_user_id", "starts_on", "ends_on", "revoked_at")
    ),
    schema="ops",
)
approval_policies = table(
    "approval_policy",
    *(
        column(name)
        for name in (
            "horizon",
            "phase",
            "scope",
            "minimum_value",
            "maximum_value",
            "roles",
            "rank",
            "is_active",
        )
    ),
    schema="ops",
)
