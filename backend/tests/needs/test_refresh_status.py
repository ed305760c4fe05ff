"""The listed copy of stock status follows the live view, whole or by item and site."""

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.needs.phases import Phase
from backend.needs.status.models import StockStatus
from backend.needs.status.service import refresh
from backend.tests.factories import make_item
from backend.tests.needs.factories import NOON, make_event, put_stock, take_stock
from backend.tests.needs.scenes import a_rate, a_site


def listed(session: Session) -> dict[tuple[int, int, int], StockStatus]:
    session.expire_all()
    rows = session.scalars(select(StockStatus))
    return {(row.event_id, row.site_id, row.item_id): row for row in rows}


def test_every_item_at_every_site_has_a_row_for_each_event_and_one_without(
    session: Session,
) -> None:
    item, site, event = make_item(session), a_site(session), make_event(session)
    put_stock(session, item, site, "50")
    a_rate(session, item.id, site.id, "10", event_id=event.id)

    written = refresh(session)

    rows = listed(session)
    assert written == 2
    assert set(rows) == {(0, site.id, item.id), (event.id, site.id, item.id)}
    surge = rows[event.id, site.id, item.id]
    assert surge.phase == Phase.SURGE
    assert surge.available_quantity == Decimal(50)
    assert surge.time_to_stockout_hours == Decimal(5)
    assert surge.severity == "CRITICAL"
    assert surge.freshness == "HIGH"
    assert surge.as_of == NOON
    quiet = rows[0, site.id, item.id]
    assert quiet.phase == Phase.BASELINE
    assert (quiet.time_to_stockout_hours, quiet.severity) == (None, "OK")
    assert quiet.burn_rate_source == "UNAVAILABLE"


def test_only_the_pairs_that_are_named_are_read_again(session: Session) -> None:
    one, other, site = make_item(session), make_item(session), a_site(session)
    for item in (one, other):
        put_stock(session, item, site, "50")
    refresh(session)
    for item in (one, other):
        take_stock(session, item, site, "20")

    written = refresh(session, pairs=[(one.id, site.id), (one.id, site.id)])

    rows = listed(session)
    assert written == 1
    assert rows[0, site.id, one.id].on_hand == Decimal(30)
    assert rows[0, site.id, other.id].on_hand == Decimal(50)


def test_no_pairs_are_not_all_pairs(session: Session) -> None:
    item, site = make_item(session), a_site(session)
    put_stock(session, item, site, "50")

    assert refresh(session, pairs=[]) == 0
    assert listed(session) == {}


def test_what_the_view_no_longer_has_leaves_the_list(session: Session) -> None:
    kept, gone, site, event = (
        make_item(session),
        make_item(session),
        a_site(session),
        make_event(session),
    )
    for item in (kept, gone):
        put_stock(session, item, site, "50")
    refresh(session)
    session.get_one(Item, gone.id).is_active = False
    session.flush()

    refresh(session, event_id=event.id)
    assert (event.id, site.id, gone.id) not in listed(session)
    assert (0, site.id, gone.id) in listed(session)

    refresh(session, pairs=[(gone.id, site.id)])
    assert set(listed(session)) == {(0, site.id, kept.id), (event.id, site.id, kept.id)}


def test_each_severity_starts_where_the_hours_say(session: Session) -> None:
    site = a_site(session)
    expected = {"7.9": "CRITICAL", "8": "WARNING", "24": "WATCH", "71.9": "WATCH", "72": "OK"}
    items = {hours: make_item(session) for hours in expected}
    for hours, item in items.items():
        put_stock(session, item, site, hours)
        a_rate(session, item.id, site.id, "1")

    refresh(session)

    rows = listed(session)
    assert {hours: rows[0, site.id, item.id].severity for hours, item in items.items()} == expected
