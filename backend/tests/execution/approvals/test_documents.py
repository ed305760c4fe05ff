"""What an approval leads to: transfers that reserve, gifts that are promised, purchases."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.execution.donations.models import DonationItem
from backend.inventory.ledger.models import StockBalance
from backend.inventory.models import Site
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.workflow import Status
from backend.tests.execution.approvals.conftest import Maker, advance, status_of, submitted
from backend.tests.execution.donation_factories import lines_of, make_donation
from backend.tests.factories import make_item
from backend.tests.needs.factories import NOON, put_stock, take_stock
from backend.tests.needs.scenes import a_site
from backend.tests.signing_in import SignedInClient


@pytest.fixture
def hub(session: Session) -> Site:
    return a_site(session, name="Hub")


@pytest.fixture
def item(session: Session, hub: Site) -> Item:
    """A thing of which the hub has 60."""
    made = make_item(session)
    put_stock(session, made, hub, 60)
    return made


@pytest.fixture
def gift(session: Session, item: Item) -> DonationItem:
    [line] = lines_of(session, make_donation(session, lines=[{"item_id": item.id}]))
    return line


@pytest.fixture
def mixed(
    session: Session,
    a_list: Maker,
    oda: SignedInClient,
    hub: Site,
    item: Item,
    gift: DonationItem,
) -> NeedsList:
    """A submitted list for 100: 40 from the hub, 25 given, 35 bought."""
    needs_list = a_list({"item_id": item.id})
    line = session.scalars(
        select(NeedsListItem).where(NeedsListItem.needs_list_id == needs_list.id)
    ).one()
    whole = session.scalars(
        select(NeedsListAllocation).where(NeedsListAllocation.needs_list_item_id == line.id)
    ).one()
    session.delete(whole)
    session.flush()
    for number, (horizon, quantity, source) in enumerate(
        (
            ("A", 40, {"source_site_id": hub.id}),
            ("B", 25, {"donation_item_id": gift.id}),
            ("C", 35, {}),
        ),
        start=1,
    ):
        session.add(
            NeedsListAllocation(
                needs_list_item_id=line.id,
                sequence=number,
                horizon=horizon,
                quantity=quantity,
                lead_time_hours=8,
                arrives_at=NOON,
                **source,
            )
        )
    session.commit()
    return submitted(oda, needs_list)


def reserved(session: Session, item: Item, site: Site) -> Decimal:
    session.expire_all()
    return session.get_one(StockBalance, (item.id, site.id)).reserved


def test_an_approval_drafts_all_three_kinds_and_moves_nothing(
    session: Session,
    mia: SignedInClient,
    mixed: NeedsList,
    item: Item,
    hub: Site,
    gift: DonationItem,
) -> None:
    answer = advance(mia, mixed, "approve").get_json()

    assert [(each["kind"], each["status"]) for each in answer["documents"]] == [
        ("DONATION", "VERIFIED"),
        ("PROCUREMENT", "DRAFT"),
        ("TRANSFER", "DRAFT"),
    ]
    assert reserved(session, item, hub) == 40
    assert session.get_one(StockBalance, (item.id, hub.id)).on_hand == 60
    session.refresh(gift)
    assert gift.allocated_quantity == 25


def test_stock_that_is_gone_by_now_stops_the_whole_approval(
    session: Session,
    mia: SignedInClient,
    mixed: NeedsList,
    item: Item,
    hub: Site,
    gift: DonationItem,
) -> None:
    take_stock(session, item, hub, 30)
    session.commit()

    answer = advance(mia, mixed, "approve")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "InsufficientStock")
    assert status_of(session, mixed) is Status.PENDING_APPROVAL
    assert reserved(session, item, hub) == 0
    session.refresh(gift)
    assert gift.allocated_quantity == 0


def test_a_cancelled_list_gives_everything_back(
    session: Session,
    mia: SignedInClient,
    oda: SignedInClient,
    mixed: NeedsList,
    item: Item,
    hub: Site,
    gift: DonationItem,
) -> None:
    advance(mia, mixed, "approve")

    answer = advance(oda, mixed, "cancel", note="The water fell").get_json()

    assert answer["status"] == "CANCELLED"
    ended = {each["kind"]: each["status"] for each in answer["documents"]}
    assert (ended["TRANSFER"], ended["PROCUREMENT"]) == ("CANCELLED", "CANCELLED")
    assert reserved(session, item, hub) == 0
    session.refresh(gift)
    assert gift.allocated_quantity == 0


def test_every_state_of_a_list_is_in_the_audit_log(
    session: Session, mia: SignedInClient, oda: SignedInClient, mixed: NeedsList
) -> None:
    advance(mia, mixed, "return", reason_code="QTY_ADJUSTMENT")
    advance(oda, mixed, "submit")
    advance(mia, mixed, "approve")
    advance(oda, mixed, "cancel", note="The water fell")

    entries = mia.get(f"/api/v1/needs-lists/{mixed.id}/history?sort=id").get_json()["data"]

    moves = [entry for entry in entries if entry["action"] == "needs:list:moved"]
    path = [(move["before"]["status"], move["after"]["status"]) for move in moves]
    assert path == [
        ("DRAFT", "PENDING_APPROVAL"),
        ("PENDING_APPROVAL", "RETURNED"),
        ("RETURNED", "PENDING_APPROVAL"),
        ("PENDING_APPROVAL", "APPROVED"),
        ("APPROVED", "CANCELLED"),
    ]
    assert {move["actor"] for move in moves} == {"oda", "mia"}
