"""Transfers that an approved needs list drafts, and what they report back to it."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.execution.transfers import service
from backend.execution.transfers.errors import AlreadyDispatched
from backend.execution.transfers.models import Transfer
from backend.inventory.ledger.errors import InsufficientStock
from backend.inventory.models import Site
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.workflow import Status
from backend.tests.execution.conftest import Depots, counted, done, lines, step
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import (
    NOON,
    make_event,
    make_needs_list,
    make_needs_list_item,
    put_stock,
)
from backend.tests.signing_in import SignedInClient


@pytest.fixture
def rope(session: Session, depots: Depots) -> Item:
    """A second item, of which the east has 20."""
    return make_item(session, sku="ROPE")


@pytest.fixture
def east(session: Session, rope: Item) -> Site:
    site = make_site(session, name="East")
    put_stock(session, rope, site, 20)
    return site


@pytest.fixture
def needs_list(session: Session, depots: Depots, rope: Item, east: Site) -> NeedsList:
    """An approved list: 50 of the tarps from the north, 20 of the rope from the east."""
    event = make_event(session)
    found = make_needs_list(session, event, depots.south, status=Status.APPROVED)
    for item, site, quantity in ((depots.item, depots.north, 50), (rope, east, 20)):
        line = make_needs_list_item(session, found, item, gap_quantity=quantity)
        allocate(session, line, site, quantity)
    session.commit()
    return found


def allocate(session: Session, line: NeedsListItem, site: Site, quantity: int) -> None:
    counted = select(func.count()).where(NeedsListAllocation.needs_list_item_id == line.id)
    session.add(
        NeedsListAllocation(
            needs_list_item_id=line.id,
            sequence=(session.scalar(counted) or 0) + 1,
            horizon="A",
            source_site_id=site.id,
            quantity=Decimal(quantity),
            lead_time_hours=Decimal(8),
            arrives_at=NOON,
        )
    )
    session.flush()


def drafted(session: Session, needs_list: NeedsList) -> list[Transfer]:
    transfers = service.draft_from_list(session, needs_list, by=None)
    session.commit()
    return sorted(transfers, key=lambda one: one.from_site_id)


def test_each_source_gets_a_draft_and_its_stock_is_promised(
    session: Session, needs_list: NeedsList, depots: Depots, east: Site
) -> None:
    transfers = drafted(session, needs_list)

    assert [(one.from_site_id, one.to_site_id, one.status) for one in transfers] == [
        (depots.north.id, depots.south.id, "DRAFT"),
        (east.id, depots.south.id, "DRAFT"),
    ]
    assert {one.event_id for one in transfers} == {needs_list.event_id}
    assert depots.balance(session, depots.north) == (100, 50)


def test_a_list_without_transfers_drafts_none(session: Session, depots: Depots) -> None:
    empty = make_needs_list(
        session, make_event(session), depots.south, status=Status.APPROVED, lines=[{}]
    )

    assert service.draft_from_list(session, empty, by=None) == []


def test_a_source_that_lost_its_stock_stops_the_approval(
    session: Session, needs_list: NeedsList, depots: Depots, east: Site, rope: Item
) -> None:
    put_stock(session, rope, depots.north, 5)
    line = session.scalars(select(NeedsListItem).where(NeedsListItem.item_id == rope.id)).one()
    allocate(session, line, depots.north, 6)

    with pytest.raises(InsufficientStock) as refused:
        service.draft_from_list(session, needs_list, by=None)

    assert refused.value.detail == "North has 5 of ROPE available, and 6 were asked for."


def test_calling_a_list_off_gives_all_stock_back(
    session: Session, needs_list: NeedsList, depots: Depots
) -> None:
    drafted(session, needs_list)

    ended = service.release_for_list(session, needs_list.id, reason="The flood is over", by=None)

    assert [(one.status, one.end_reason) for one in ended] == [
        ("CANCELLED", "The flood is over")
    ] * 2
    assert depots.balance(session, depots.north) == (100, 0)


def test_what_has_left_keeps_the_whole_list(
    ole: SignedInClient,
    mia: SignedInClient,
    session: Session,
    needs_list: NeedsList,
    depots: Depots,
) -> None:
    first, second = drafted(session, needs_list)
    send(ole, mia, first.id)

    with pytest.raises(AlreadyDispatched):
        service.release_for_list(session, needs_list.id, reason="Too late", by=None)

    session.rollback()
    session.refresh(second)
    assert second.status == "DRAFT"


def send(officer: SignedInClient, manager: SignedInClient, number: int) -> None:
    done(step(officer, number, "submit"))
    done(step(manager, number, "approve"))
    done(step(officer, number, "dispatch"))


def test_approving_such_a_draft_promises_nothing_twice(
    ole: SignedInClient,
    mia: SignedInClient,
    session: Session,
    needs_list: NeedsList,
    depots: Depots,
) -> None:
    first, _ = drafted(session, needs_list)
    done(step(ole, first.id, "submit"))
    done(step(mia, first.id, "approve"))

    assert depots.balance(session, depots.north) == (100, 50)


def test_the_list_follows_its_transfers_to_the_end(
    ole: SignedInClient,
    mia: SignedInClient,
    session: Session,
    needs_list: NeedsList,
    depots: Depots,
) -> None:
    first, second = drafted(session, needs_list)
    seen = []

    def look() -> None:
        session.expire_all()
        seen.append(needs_list.status)

    send(ole, mia, first.id)
    look()
    done(step(ole, first.id, "receive", received=counted(ole, first.id)))
    look()
    send(ole, mia, second.id)
    done(step(ole, second.id, "receive", received=counted(ole, second.id)))
    look()

    assert seen == ["IN_PROGRESS", "IN_PROGRESS", "FULFILLED"]
    rows = select(NeedsListItem).where(NeedsListItem.needs_list_id == needs_list.id)
    assert {line.fulfillment_status for line in session.scalars(rows)} == {"FULFILLED"}


def test_a_transfer_called_off_may_be_the_last_one_open(
    ole: SignedInClient,
    mia: SignedInClient,
    session: Session,
    needs_list: NeedsList,
    depots: Depots,
) -> None:
    first, second = drafted(session, needs_list)
    send(ole, mia, first.id)
    done(step(ole, first.id, "receive", received=counted(ole, first.id)))

    done(step(ole, second.id, "cancel", note="The bridge is gone"))

    session.expire_all()
    assert needs_list.status == "FULFILLED"
    rows = select(NeedsListItem).where(NeedsListItem.needs_list_id == needs_list.id)
    told = [line.fulfillment_status for line in session.scalars(rows.order_by(NeedsListItem.id))]
    assert told == ["FULFILLED", "CANCELLED"]


def test_the_lines_of_such_a_draft_are_the_lists(
    ole: SignedInClient, session: Session, needs_list: NeedsList, depots: Depots
) -> None:
    first, _ = drafted(session, needs_list)
    url = f"/api/v1/transfers/{first.id}"
    tag = ole.get(url).headers["ETag"]
    body = {"lines": [{"item_id": depots.item.id, "quantity": "1"}]}

    refused = ole.patch(url, json=body, headers={"If-Match": tag})

    assert (refused.status_code, refused.get_json()["code"]) == (409, "TransferNotEditable")
    assert lines(ole, first.id)[0]["needs_list_item_id"] is not None
