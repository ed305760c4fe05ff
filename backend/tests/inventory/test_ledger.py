"""Posting, reserving, giving back: on the real ledger with its triggers."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.inventory.ledger import queries
from backend.inventory.ledger.errors import InsufficientStock
from backend.inventory.ledger.models import StockBalance, StockReservation
from backend.inventory.ledger.service import (
    Movement,
    Wanted,
    consume,
    post,
    release,
    reserve,
    source_key,
)
from backend.inventory.models import Site, StockMovement
from backend.tests.factories import make_item, make_lot, make_site, make_stock_movement

NOON = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
HOLDER = "TRANSFER_ITEM"


@pytest.fixture
def item(session: Session) -> Item:
    return make_item(session, sku="WATER-1L")


@pytest.fixture
def site(session: Session) -> Site:
    return make_site(session, name="North depot")


@pytest.fixture
def stock(session: Session, item: Item, site: Site) -> StockMovement:
    return make_stock_movement(
        session, NOON, item_id=item.id, site_id=site.id, quantity=Decimal(100)
    )


def out(item: Item, site: Site, quantity: int, part: int = 1) -> Movement:
    key = source_key("transfer", 1, item.id, part)
    return Movement(item.id, site.id, Decimal(-quantity), "TRANSFER_OUT", key, "TR-1")


def wanted(item: Item, site: Site, quantity: int, line: int = 1) -> Wanted:
    return Wanted(item.id, site.id, Decimal(quantity), line)


def balance(session: Session, item: Item, site: Site) -> tuple[int, int]:
    session.expire_all()
    found = session.get_one(StockBalance, (item.id, site.id))
    return int(found.on_hand), int(found.reserved)


def test_what_is_posted_moves_the_balance(
    session: Session, item: Item, site: Site, stock: StockMovement
) -> None:
    touched = post(session, [out(item, site, 30), out(item, site, 20, part=2)], at=NOON)

    assert touched == {(item.id, site.id)}
    assert balance(session, item, site) == (50, 0)


def test_a_month_without_a_partition_gets_one(
    session: Session, item: Item, site: Site, stock: StockMovement
) -> None:
    far = dt.datetime(2031, 7, 1, tzinfo=dt.UTC)

    post(session, [out(item, site, 1)], at=far)

    name = "core.stock_movement_p203107"
    assert session.scalar(select(func.to_regclass(name).is_not(None)))


def test_stock_never_goes_below_nothing(
    session: Session, item: Item, site: Site, stock: StockMovement
) -> None:
    with pytest.raises(InsufficientStock) as refused:
        post(session, [out(item, site, 101)], at=NOON)

    assert refused.value.detail == (
        "North depot has 100 of WATER-1L available, and 101 were asked for."
    )
    assert balance(session, item, site) == (100, 0)


def test_nothing_is_posted_where_one_line_is_short(
    session: Session, item: Item, site: Site, stock: StockMovement
) -> None:
    other = make_item(session)

    with pytest.raises(InsufficientStock) as refused:
        post(session, [out(item, site, 10), out(other, site, 1)], at=NOON)

    assert refused.value.item == other.sku
    assert balance(session, item, site) == (100, 0)


def test_what_is_promised_to_others_cannot_leave(
    session: Session, item: Item, site: Site, stock: StockMovement
) -> None:
    reserve(session, [wanted(item, site, 80)], holder=HOLDER)

    with pytest.raises(InsufficientStock) as refused:
        post(session, [out(item, site, 21)], at=NOON)

    assert (refused.value.available, refused.value.asked) == (Decimal(20), Decimal(21))


def test_no_more_is_promised_than_there_is(
    session: Session, item: Item, site: Site, stock: StockMovement
) -> None:
    reserve(session, [wanted(item, site, 60)], holder=HOLDER)

    with pytest.raises(InsufficientStock) as refused:
        reserve(session, [wanted(item, site, 41, line=2)], holder=HOLDER)

    assert (refused.value.site, refused.value.available) == ("North depot", Decimal(40))
    assert balance(session, item, site) == (100, 60)


def test_an_item_that_was_never_there_cannot_be_promised(
    session: Session, item: Item, site: Site
) -> None:
    with pytest.raises(InsufficientStock) as refused:
        reserve(session, [wanted(item, site, 1)], holder=HOLDER)

    assert refused.value.available == 0


def test_expired_lots_are_not_promised(session: Session, item: Item, site: Site) -> None:
    session.execute(text("UPDATE core.dim_site SET last_synced_at = :at"), {"at": NOON})
    for days, quantity in ((-1, 70), (0, 30)):
        lot = make_lot(session, item_id=item.id, expires_on=NOON.date() + dt.timedelta(days=days))
        make_stock_movement(
            session,
            NOON,
            item_id=item.id,
            site_id=site.id,
            quantity=Decimal(quantity),
            lot_id=lot.id,
        )

    with pytest.raises(InsufficientStock) as refused:
        reserve(session, [wanted(item, site, 31)], holder=HOLDER)

    assert refused.value.available == 30


def test_a_promise_given_back_frees_the_stock_once(
    session: Session, item: Item, site: Site, stock: StockMovement
) -> None:
    reserve(session, [wanted(item, site, 60)], holder=HOLDER)

    assert release(session, [1], holder=HOLDER) == {(item.id, site.id)}
    assert release(session, [1], holder=HOLDER) == set()
    assert balance(session, item, site) == (100, 0)
    assert session.scalars(select(StockReservation.status)).all() == ["RELEASED"]


def test_what_was_promised_leaves(
    session: Session, item: Item, site: Site, stock: StockMovement
) -> None:
    reserve(session, [wanted(item, site, 100)], holder=HOLDER)

    consume(session, [1], holder=HOLDER)
    post(session, [out(item, site, 100)], at=NOON)

    assert balance(session, item, site) == (0, 0)


def test_the_lots_of_an_item_at_a_site(session: Session, item: Item, site: Site) -> None:
    late = make_lot(session, item_id=item.id, expires_on=dt.date(2027, 1, 1))
    soon = make_lot(session, item_id=item.id, expires_on=dt.date(2026, 6, 1))
    for lot_id, quantity in ((late.id, 5), (soon.id, 7), (None, 2)):
        make_stock_movement(
            session,
            NOON,
            item_id=item.id,
            site_id=site.id,
            quantity=Decimal(quantity),
            lot_id=lot_id,
        )

    found = queries.lots(session, [(item.id, site.id), (item.id, site.id + 1)])

    kept = [(lot.lot_id, int(lot.quantity)) for lot in found[item.id, site.id]]
    assert kept == [(soon.id, 7), (late.id, 5), (None, 2)]
    assert found[item.id, site.id + 1] == []
