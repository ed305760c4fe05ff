"""Stock status as rows: the live view, the copy of it that is listed, and burn rates."""

from collections.abc import Collection, Sequence

from sqlalchemy import (
    ARRAY,
    BigInteger,
    RowMapping,
    Text,
    and_,
    column,
    func,
    literal,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.needs.burn.models import BurnRate, BurnRateSnapshot
from backend.needs.burn.queries import clock
from backend.needs.status.models import StockStatus
from backend.needs.status.schemas import (
    BurnRateOut,
    BurnRateQuery,
    StockStatusOut,
    StockStatusQuery,
)

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


def stock_status(query: StockStatusQuery) -> Rows:
    status = StockStatus
    rows = _stock_status().where(status.event_id == query.event_id)
    equal = {
        status.site_id: query.site_id,
        status.item_id: query.item_id,
        status.severity: query.severity,
        status.freshness: query.freshness,
        Item.family: query.family,
        Item.category: query.category,
    }
    rows = rows.where(*(field == wanted for field, wanted in equal.items() if wanted is not None))
    if query.q is not None:
        rows = rows.where(
            or_(
                Item.sku.icontains(query.q, autoescape=True),
                Item.name.icontains(query.q, autoescape=True),
            )
        )
    if query.running_out is not None:
        rows = rows.where(status.time_to_stockout_hours.is_not(None).is_(query.running_out))
    return rows


def _stock_status() -> Rows:
    # Outer joins, though each row has its item and site: a count then reads neither.
    no_reasons = literal([], ARRAY(Text))
    elsewhere = {
        "site_code": Site.code,
        "site_name": Site.name,
        "sku": Item.sku,
        "item_name": Item.name,
        "family": Item.family,
        "category": Item.category,
        "unit": Item.unit,
        "burn_rate_reasons": func.coalesce(BurnRate.reasons, no_reasons),
    }
    columns = (
        elsewhere[name].label(name) if name in elsewhere else getattr(StockStatus, name)
        for name in StockStatusOut.model_fields
    )
    same = (getattr(BurnRate, name) == getattr(StockStatus, name) for name in KEY)
    return (
        select(*columns)
        .select_from(StockStatus)
        .outerjoin(Item, Item.id == StockStatus.item_id)
        .outerjoin(Site, Site.id == StockStatus.site_id)
        .outerjoin(BurnRate, and_(*same))
    )


def clocks_of_sites(session: Session, event_id: int) -> Sequence[RowMapping]:
    """Each active site with its clock and how many items of it are critical in the event."""
    critical = (
        select(func.count())
        .where(
            StockStatus.event_id == event_id,
            StockStatus.site_id == clock.c.site_id,
            StockStatus.severity == "CRITICAL",
        )
        .correlate(clock)
        .scalar_subquery()
    )
    rows = (
        select(clock, Site.code, Site.name, critical.label("critical_items"))
        .join(Site, Site.id == clock.c.site_id)
        .order_by(clock.c.hours_behind.desc().nulls_first(), Site.code)
    )
    return session.execute(rows).mappings().all()


def burn_rates(query: BurnRateQuery) -> Rows:
    """Every calculation kept of an item's rate at a site."""
    kept = BurnRateSnapshot
    of_event = kept.event_id.is_(None) if query.event_id == 0 else kept.event_id == query.event_id
    return select(*(getattr(kept, name) for name in BurnRateOut.model_fields)).where(
        kept.item_id == query.item_id, kept.site_id == query.site_id, of_event
    )
