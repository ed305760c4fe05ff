"""What approved needs lists take of donations, and what they give back."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from backend.core.errors import Conflict
from backend.execution.donations.allocation import allocate_from_list, release_for_list
from backend.execution.donations.errors import (
    DonationArrived,
    DonationShort,
    DonationUnavailable,
)
from backend.execution.donations.models import DonationAllocation
from backend.execution.donations.rules import free_quantity
from backend.execution.donations.workflow import Status
from backend.tests.execution.donation_factories import (
    lines_of,
    list_counting_on,
    make_donation,
    needed_by,
    promises,
)
from backend.tests.factories import make_site
from backend.tests.needs.factories import make_event, make_needs_list


@pytest.mark.parametrize(
    ("given", "promised", "received", "for_promises", "free"),
    [
        ("100", "0", "0", "0", "100"),
        ("100", "60", "0", "0", "40"),
        # What came for a promise takes nothing from the rest; what came besides it does.
        ("100", "60", "60", "60", "40"),
        ("100", "60", "80", "60", "20"),
        ("100", "60", "130", "60", "0"),
    ],
)
def test_what_is_left_of_a_gift(
    given: str, promised: str, received: str, for_promises: str, free: str
) -> None:
    assert free_quantity(
        Decimal(given), Decimal(promised), Decimal(received), Decimal(for_promises)
    ) == Decimal(free)


def test_a_list_gets_what_it_plans_for_and_no_more_than_there_is(session: Session) -> None:
    donation = make_donation(session)
    first, second = (list_counting_on(session, donation, "60") for _ in range(2))

    made = allocate_from_list(session, first, by=None)

    assert [(one.quantity, one.site_id, one.status) for one in made] == [
        (Decimal(60), first.site_id, "HELD")
    ]
    assert made[0].needs_list_item_id == needed_by(session, first).id
    assert lines_of(session, donation)[0].allocated_quantity == 60
    with pytest.raises(DonationShort, match=r"has 40 of .* left, and 60 are counted on"):
        allocate_from_list(session, second, by=None)


@pytest.mark.parametrize(
    "gift",
    [
        {"status": Status.PENDING},
        {"status": Status.CANCELLED, "cancel_reason": "No"},
        {"restriction": "Schools only"},
        {"event_id": 0},
    ],
    ids=["pledged", "cancelled", "restricted", "for another event"],
)
def test_a_gift_that_people_have_to_decide_on_is_never_taken(
    session: Session, gift: dict[str, Any]
) -> None:
    if "event_id" in gift:
        gift = {"event_id": make_event(session).id}
    needs_list = list_counting_on(session, make_donation(session, **gift), "1")

    with pytest.raises(DonationUnavailable):
        allocate_from_list(session, needs_list, by=None)


def test_a_list_without_donations_takes_none(session: Session) -> None:
    needs_list = make_needs_list(session, make_event(session), make_site(session), lines=[{}])

    assert allocate_from_list(session, needs_list, by=None) == []
    assert release_for_list(session, needs_list.id, reason="No", by=None) == []


def test_a_cancelled_list_gives_back_what_it_held(session: Session) -> None:
    donation = make_donation(session)
    needs_list = list_counting_on(session, donation, "60")
    allocate_from_list(session, needs_list, by=None)

    release_for_list(session, needs_list.id, reason="Not needed", by=None)

    assert promises(session) == [("RELEASED", Decimal(60), Decimal(0))]
    assert lines_of(session, donation)[0].allocated_quantity == 0
    other = list_counting_on(session, donation, "100")
    assert len(allocate_from_list(session, other, by=None)) == 1


def test_goods_that_came_for_a_list_stop_its_cancellation(session: Session) -> None:
    donation = make_donation(session)
    needs_list = list_counting_on(session, donation, "60")
    held = allocate_from_list(session, needs_list, by=None)[0]
    held.received_quantity = Decimal(1)
    session.flush()

    with pytest.raises(DonationArrived, match=donation.donation_no) as refused:
        release_for_list(session, needs_list.id, reason="Not needed", by=None)

    assert issubclass(refused.type, Conflict)
    assert session.get_one(DonationAllocation, held.id).status == "HELD"
