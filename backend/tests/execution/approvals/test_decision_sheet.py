"""GET /needs-lists/{id}/decision-sheet: every number worked out by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core import clock
from backend.execution.transfers.models import Transfer, TransferItem
from backend.inventory.models import Site
from backend.needs.events.models import Event
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.workflow import Status
from backend.tests.execution.approvals.conftest import advance
from backend.tests.factories import make_item
from backend.tests.needs.factories import (
    NOON,
    make_event,
    make_needs_list,
    make_needs_list_item,
    put_stock,
)
from backend.tests.needs.scenes import a_rate, a_site
from backend.tests.signing_in import SignedInClient


class Scene:
    """The hub has 200 and burns 5 an hour; the post has 30 and burns 10; 120 are asked for."""

    def __init__(self, session: Session, officer: int) -> None:
        self.session, self.officer = session, officer
        self.event: Event = make_event(session)
        self.hub: Site = a_site(session, name="Hub", min_stock_threshold=Decimal(100))
        self.post: Site = a_site(session, name="Post")
        self.item: Item = make_item(session)
        put_stock(session, self.item, self.hub, 200)
        put_stock(session, self.item, self.post, 30)
        for site, rate in ((self.hub, "5"), (self.post, "10")):
            a_rate(session, self.item.id, site.id, rate, event_id=self.event.id)
        self.needs_list = self.a_list(self.post, 120)
        session.commit()

    def a_list(self, site: Site, quantity: int, **overrides: Any) -> NeedsList:
        made = make_needs_list(self.session, self.event, site, created_by=self.officer, **overrides)
        line = make_needs_list_item(
            self.session,
            made,
            self.item,
            gap_quantity=Decimal(quantity),
            horizon_c_quantity=Decimal(0),
        )
        self.session.add(
            NeedsListAllocation(
                needs_list_item_id=line.id,
                sequence=1,
                horizon="A",
                source_site_id=self.hub.id,
                quantity=quantity,
                lead_time_hours=2,
                arrives_at=NOON + dt.timedelta(hours=2),
                is_in_time=True,
            )
        )
        self.session.flush()
        return made

    def send(self, quantity: int, hours: int) -> None:
        """Put a transfer from the hub on its way to the post."""
        transfer = Transfer(
            transfer_no=f"TR-{hours}",
            from_site_id=self.hub.id,
            to_site_id=self.post.id,
            status="DISPATCHED",
            waybill_no=f"WB-{hours}",
            dispatched_at=clock.now(),
            expected_arrival=clock.now() + dt.timedelta(hours=hours),
        )
        self.session.add(transfer)
        self.session.flush()
        self.session.add(
            TransferItem(
                transfer_id=transfer.id,
                item_id=self.item.id,
                quantity=quantity,
                dispatched_quantity=quantity,
            )
        )
        self.session.commit()


@pytest.fixture
def scene(session: Session, oda: SignedInClient) -> Scene:
    return Scene(session, oda.user_id)


def sheet(client: SignedInClient, needs_list: NeedsList) -> dict[str, Any]:
    answer = client.get(f"/api/v1/needs-lists/{needs_list.id}/decision-sheet")
    assert answer.status_code == 200, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def numbers(stock: dict[str, Any]) -> tuple[float, ...]:
    names = ("available", "cover_hours", "available_after", "cover_after_hours")
    return tuple(float(stock[name]) for name in names)


def test_both_sides_are_shown_before_and_after(mia: SignedInClient, scene: Scene) -> None:
    [line] = sheet(mia, scene.needs_list)["lines"]

    assert numbers(line["stock"]) == (30, 3, 150, 15)
    [source] = line["sources"]
    assert (source["name"], source["horizon"]) == ("Hub", "A")
    assert numbers(source["stock"]) == (200, 40, 80, 16)
    # The hub has to keep 100.
    assert source["stock"]["below_minimum"] is True
    assert line["is_safe"] is True


def test_inbound_counts_when_it_lands_before_zero(mia: SignedInClient, scene: Scene) -> None:
    scene.send(20, hours=2)
    scene.send(50, hours=4)

    [line] = sheet(mia, scene.needs_list)["lines"]

    # Three hours of cover are left.
    assert [(each["document_no"], each["is_in_time"]) for each in line["inbound"]] == [
        ("TR-2", True),
        ("TR-4", False),
    ]
    assert Decimal(line["inbound_in_time"]) == 20


def test_other_lists_that_draw_on_the_source_are_named(
    session: Session, mia: SignedInClient, scene: Scene
) -> None:
    clinic = a_site(session, name="Clinic")
    other = scene.a_list(clinic, 70)
    scene.a_list(a_site(session), 10, status=Status.CANCELLED)
    session.commit()

    [line] = sheet(mia, scene.needs_list)["lines"]

    assert [
        (each["needs_list_no"], each["site_name"], each["source"], Decimal(each["quantity"]))
        for each in line["competing"]
    ] == [(other.needs_list_no, "Clinic", "Hub", Decimal(70))]


def test_it_says_who_has_to_decide_and_what_the_reader_may_do(
    mia: SignedInClient, oda: SignedInClient, scene: Scene
) -> None:
    advance(oda, scene.needs_list, "submit")

    mine, theirs = sheet(mia, scene.needs_list), sheet(oda, scene.needs_list)

    assert (mine["next_role"], mine["policy_names"]) == ("LOGISTICS_MANAGER", ["Transfers"])
    assert mine["actions"] == ["approve", "approve_safe", "return", "reject", "escalate"]
    assert theirs["actions"] == []
    assert (mine["stale"], mine["safe_lines"]) == ([], 1)


def test_what_is_reserved_for_the_list_is_not_taken_twice(
    mia: SignedInClient, oda: SignedInClient, scene: Scene
) -> None:
    advance(oda, scene.needs_list, "submit")
    advance(mia, scene.needs_list, "approve")

    [line] = sheet(mia, scene.needs_list)["lines"]

    assert numbers(line["sources"][0]["stock"]) == (80, 16, 80, 16)


def test_without_a_burn_rate_there_is_no_cover(
    session: Session, mia: SignedInClient, scene: Scene
) -> None:
    unknown = make_item(session)
    make_needs_list_item(session, scene.needs_list, unknown, time_to_stockout_hours=None)
    put_stock(session, unknown, scene.post, 5)
    session.commit()

    line = sheet(mia, scene.needs_list)["lines"][1]

    assert (line["stock"]["burn_rate"], line["stock"]["cover_hours"]) == (None, None)


def test_an_unknown_list_is_not_found(mia: SignedInClient) -> None:
    assert mia.get("/api/v1/needs-lists/999999/decision-sheet").status_code == 404
