"""Stores the rates of a site: the latest of each item, and each calculation for the trend.

A site at a time, and from arrays: no statement joins what was only just written, of which the
planner knows nothing yet.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, BigInteger, DateTime, Integer, Numeric, Text, func, literal, select
from sqlalchemy import tuple_ as row_of
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TableValuedAlias
from sqlalchemy.types import TypeEngine

from backend.core.sql import Rows
from backend.needs.burn.models import BurnRate, BurnRateSnapshot
from backend.needs.burn.queries import NO_EVENT, Frame, stored_rates
from backend.needs.burn.sites import NOTHING, SiteRates
from backend.needs.status.models import StockStatus

KEY = ("event_id", "site_id", "item_id")
SEPARATOR = ","

Arrays = dict[str, tuple[TypeEngine[Any], list[Any]]]


def store_rates(session: Session, frame: Frame, rates: SiteRates) -> list[int]:
    """Store the rates of a site, and return the items whose rate is worth a snapshot.

    Zero or unknown is kept once and not again while it lasts: nothing would be seen of it.
    """
    items = sorted(rates.burns)
    if not items:
        return []
    before = stored_rates(session, frame.event_id, rates.site_id)
    # An array of arrays would have to be as wide everywhere.
    reasons = [SEPARATOR.join(rates.burns[item_id].reasons) for item_id in items]
    named = _named({**_of_items(rates, items), "reasons": (Text(), reasons)})
    rows = _rows(frame.event_id, frame, rates, named).add_columns(
        func.string_to_array(named.c.reasons, SEPARATOR).label("reasons")
    )
    fresh = insert(BurnRate).from_select(rows.selected_columns.keys(), rows)
    columns = [name for name in rows.selected_columns.keys() if name not in KEY]  # noqa: SIM118
    known = row_of(*(getattr(BurnRate, name) for name in columns))
    found = row_of(*(fresh.excluded[name] for name in columns))
    changed = session.execute(
        fresh.on_conflict_do_update(
            index_elements=KEY,
            set_={name: fresh.excluded[name] for name in columns},
            where=known.is_distinct_from(found),
        ).returning(BurnRate.item_id)
    )
    burns = rates.burns
    return [
        item_id
        for item_id in changed.scalars()
        if burns[item_id].rate or before.get(item_id) != burns[item_id].source
    ]


def keep_snapshots(session: Session, frame: Frame, rates: SiteRates, items: Sequence[int]) -> None:
    """Add a snapshot of the rate of each of the items, with the stock it was seen with."""
    if not items:
        return
    stock = _stock(session, frame.event_id, rates.site_id)
    seen = [stock.get(item_id, (None, None)) for item_id in items]
    named = _named(
        {
            **_of_items(rates, items),
            "available_quantity": (Numeric(), [available for available, _ in seen]),
            "time_to_stockout_hours": (Numeric(), [hours for _, hours in seen]),
        }
    )
    event_id = None if frame.event_id == NO_EVENT else frame.event_id
    rows = _rows(event_id, frame, rates, named).add_columns(
        named.c.available_quantity, named.c.time_to_stockout_hours
    )
    session.execute(insert(BurnRateSnapshot).from_select(rows.selected_columns.keys(), rows))


def _of_items(rates: SiteRates, items: Sequence[int]) -> Arrays:
    """What differs by item: one array for each column, all in the order of ``items``."""
    burns = [rates.burns[item_id] for item_id in items]
    issued = [rates.issued.get(item_id, NOTHING) for item_id in items]
    return {
        "item_id": (BigInteger(), list(items)),
        "rate": (Numeric(), [burn.rate for burn in burns]),
        "source": (Text(), [burn.source.value for burn in burns]),
        "issue_count": (Integer(), [each.count for each in issued]),
        "issued_quantity": (Numeric(), [each.quantity for each in issued]),
    }


def _named(arrays: Arrays) -> TableValuedAlias:
    values = (literal(array, ARRAY(kind)) for kind, array in arrays.values())
    return func.unnest(*values).table_valued(*arrays).render_derived("named")


def _rows(event_id: int | None, frame: Frame, rates: SiteRates, named: TableValuedAlias) -> Rows:
    """The columns that rates and snapshots share."""
    return select(
        literal(event_id, BigInteger).label("event_id"),
        literal(rates.site_id, BigInteger).label("site_id"),
        named.c.item_id,
        literal(frame.phase.value, Text).label("phase"),
        named.c.rate,
        named.c.source,
        literal(rates.freshness.value, Text).label("freshness"),
        literal(rates.window.hours, Numeric).label("window_hours"),
        named.c.issue_count,
        named.c.issued_quantity,
        literal(rates.as_of, DateTime(timezone=True)).label("calculated_at"),
    )


def _stock(
    session: Session, event_id: int, site_id: int
) -> dict[int, tuple[Decimal, Decimal | None]]:
    status = StockStatus
    rows = select(status.item_id, status.available_quantity, status.time_to_stockout_hours).where(
        status.event_id == event_id, status.site_id == site_id
    )
    return {item_id: (available, hours) for item_id, available, hours in session.execute(rows)}
