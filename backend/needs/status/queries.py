"""Stock status as rows: the live view, and the copy of it that is listed."""

from collections.abc import Collection

from sqlalchemy import ARRAY, BigInteger, column, func, literal, select, table, true

from backend.core.sql import Rows
from backend.needs.status.models import StockStatus

KEY = ("event_id", "site_id", "item_id")
# Everything but when the copy was made comes from the view, under the same name.
LIVE_COLUMNS = tuple(c.name for c in StockStatus.__table__.c if c.name != "refreshed_at")
live = table("v_stock_status", *(column(name) for name in LIVE_COLUMNS), schema="ops")


def live_rows(event_id: int | None, pairs: Collection[tuple[int, int]] | None) -> Rows:
    """Stock status now: of one event or all, and of those (item, site) pairs or all."""
    if pairs is None:
        rows = select(live)
    else:
        keys = ARRAY(BigInteger)
        asked = (
            func.unnest(
                literal([item_id for item_id, _ in pairs], keys),
                literal([site_id for _, site_id in pairs], keys),
            )
            .table_valued("item_id", "site_id")
            .render_derived("asked")
        )
        # OFFSET 0 keeps the planner from computing the whole view before it joins the pairs.
        found = (
            select(live)
            .where(live.c.item_id == asked.c.item_id, live.c.site_id == asked.c.site_id)
            .offset(0)
            .lateral("found")
        )
        rows = select(*found.c).select_from(asked).join(found, true())
    if event_id is not None:
        rows = rows.where(rows.selected_columns.event_id == event_id)
    return rows
