"""What arrives of a donation goes to the lists that count on it."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from backend.execution.arrivals.rules import Share, share_out
from backend.execution.donations.allocation import allocate_from_list
from backend.tests.execution.donation_factories import (
    URL,
    lines_of,
    list_counting_on,
    make_donation,
    needed_by,
    promises,
    step,
)
from backend.tests.execution.intake_scenes import counted, on_hand, take_in
from backend.tests.factories import make_site
from backend.tests.signing_in import SignedInClient


@pytest.mark.parametrize(
    ("whole", "usable", "promised", "expected"),
    [
        ("100", "100", ["60", "40"], [("60", "60"), ("40", "40")]),
        # What is unusable settles a promise all the same: nothing more of it will come.
        ("100", "90", ["60", "40"], [("60", "60"), ("40", "30")]),
        ("50", "50", ["60", "40"], [("50", "50")]),
        ("150", "150", ["60"], [("60", "60")]),
        ("10", "0", ["60"], [("10", "0")]),
    ],
)
def test_arrivals_are_shared_out_in_the_order_of_the_promises(
    whole: str, usable: str, promised: list[str], expected: list[tuple[str, str]]
) -> None:
    promises = [(number, Decimal(one)) for number, one in enumerate(promised)]

    shares = share_out(Decimal(whole), Decimal(usable), promises)

    assert shares == [
        Share(number, Decimal(counted), Decimal(given))
        for number, (counted, given) in enumerate(expected)
    ]


def test_what_arrives_goes_to_the_lists_that_count_on_it(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    needs_list = list_counting_on(session, donation, "60", site)
    allocate_from_list(session, needs_list, by=None)
    session.commit()
    step(officer, f"{URL}/{donation.id}", "ship")
    session.refresh(needs_list)
    seen = [needs_list.status]

    for quantity in ("45", "55"):
        take_in(officer, manager, donation, site, counted(session, donation, quantity))
        session.expire_all()
        seen.append(needs_list.status)
        seen.append(needed_by(session, needs_list).fulfillment_status)

    assert seen == ["IN_PROGRESS", "IN_PROGRESS", "PARTIAL", "FULFILLED", "FULFILLED"]
    assert promises(session) == [("RECEIVED", Decimal(60), Decimal(60))]
    assert needed_by(session, needs_list).fulfilled_quantity == 60
    # The 40 that nobody counted on are stock of the site like any other.
    assert on_hand(session, donation, site) == 100
    shown = officer.get(f"{URL}/{donation.id}").get_json()
    assert (shown["lines"][0]["free_quantity"], shown["received_line_count"]) == ("0.0000", 1)


def test_goods_at_another_site_keep_no_promise(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation = make_donation(session)
    needs_list = list_counting_on(session, donation, "60")
    allocate_from_list(session, needs_list, by=None)
    session.commit()

    take_in(officer, manager, donation, make_site(session), counted(session, donation, "30"))

    assert promises(session) == [("HELD", Decimal(60), Decimal(0))]
    assert needed_by(session, needs_list).fulfilled_quantity == 0


def test_a_gift_that_ends_early_leaves_the_list_with_what_came(
    officer: SignedInClient, manager: SignedInClient, session: Session
) -> None:
    donation, site = make_donation(session), make_site(session)
    needs_list = list_counting_on(session, donation, "60", site)
    allocate_from_list(session, needs_list, by=None)
    session.commit()
    take_in(officer, manager, donation, site, counted(session, donation, "20"))

    step(officer, f"{URL}/{donation.id}", "cancel", note="No more comes")

    assert promises(session) == [("RECEIVED", Decimal(20), Decimal(20))]
    session.refresh(needs_list)
    assert needs_list.status == "FULFILLED"
    assert needed_by(session, needs_list).fulfillment_status == "PARTIAL"
    assert lines_of(session, donation)[0].allocated_quantity == 20
