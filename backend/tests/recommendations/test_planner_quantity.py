"""An order that a planner changes stands beside the engine's in the open recommendation."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from backend.planning.models import PlanLine
from backend.recommendations.rules import Advised
from backend.recommendations.service import publish
from backend.tests.factories import make_order
from backend.tests.reading import get_rows
from backend.tests.recommendations.conftest import AS_OF, make_advice, stored
from backend.tests.recommendations.test_recommendations import URL
from backend.tests.signing_in import SignedInClient

OVERRIDES = "/api/v1/planning/overrides"


@pytest.fixture
def number(session: Session, advice: Advised) -> int:
    """A recommendation to order 200 at 2.50, with the line of the plan that it came from."""
    line = PlanLine(
        item_id=advice.item_id, site_id=advice.site_id, as_of=AS_OF, lead_time_days=9.0,
        review_days=7.0, available=20.0, on_order_in_time=0.0, suggested_quantity=200.0,
        confidence="HIGH", reasons=[],
    )  # fmt: skip
    session.add(line)
    session.commit()
    return stored(session, advice).id


def change(client: SignedInClient, advice: Advised, quantity: float = 120) -> Any:
    body = {
        "kind": "ORDER",
        "item_id": advice.item_id,
        "site_id": advice.site_id,
        "quantity": quantity,
        "reason_code": "LOST_CUSTOMER",
        "reason": "The school closes",
        "team": "Sales",
    }
    answer = client.post(OVERRIDES, json=body, headers={"Idempotency-Key": str(uuid4())})
    assert answer.status_code == 201, answer.get_json()
    return answer


def shown(client: SignedInClient, number: int) -> dict[str, Any]:
    return dict(client.get(f"{URL}/{number}").get_json())


def test_both_quantities_are_shown_with_who_and_why(
    noa: SignedInClient, advice: Advised, number: int
) -> None:
    before = shown(noa, number)
    change(noa, advice)
    after = shown(noa, number)

    assert (before["planner_quantity"], before["planner"]) == (None, None)
    assert (after["quantity"], after["planner_quantity"]) == (200, 120)
    assert (after["planner"], after["planner_reason"]) == (noa.username, "The school closes")
    assert (before["value"], after["value"]) == ("500.00", "300.00")
    assert after["version"] > before["version"]
    assert get_rows(noa, URL) == [after]


def test_who_decides_must_have_seen_the_change(
    noa: SignedInClient, advice: Advised, number: int
) -> None:
    tag = noa.get(f"{URL}/{number}").headers["ETag"]
    change(noa, advice)

    late = noa.patch(f"{URL}/{number}", json={"action": "accept"}, headers={"If-Match": tag})

    assert (late.status_code, late.get_json()["current"]["planner_quantity"]) == (412, 120)


def test_a_withdrawn_change_leaves_the_engines_quantity(
    noa: SignedInClient, advice: Advised, number: int
) -> None:
    made = change(noa, advice)
    with_change = shown(noa, number)
    url = f"{OVERRIDES}/{made.get_json()['id']}"
    body = {"action": "withdraw", "reason": "it stays open"}
    noa.patch(url, json=body, headers={"If-Match": noa.get(url).headers["ETag"]})

    without = shown(noa, number)

    assert (without["planner_quantity"], without["value"]) == (None, "500.00")
    assert without["version"] > with_change["version"]


@pytest.mark.parametrize(("days_later", "stands"), [(0, False), (-3, True)])
def test_it_stands_until_something_is_ordered(
    noa: SignedInClient,
    session: Session,
    advice: Advised,
    number: int,
    days_later: int,
    stands: bool,
) -> None:
    change(noa, advice)
    ordered_on = AS_OF + dt.timedelta(days=1 + days_later)
    make_order(session, item_id=advice.item_id, site_id=advice.site_id, ordered_on=ordered_on)
    session.commit()

    assert (shown(noa, number)["planner_quantity"] is not None) == stands


def test_it_changes_orders_only(noa: SignedInClient, advice: Advised, session: Session) -> None:
    other = make_advice(session, type="EXPEDITE", fingerprint="f" * 64)
    session.add(
        PlanLine(
            item_id=other.item_id, site_id=other.site_id, as_of=AS_OF, lead_time_days=9.0,
            suggested_quantity=1.0, confidence="HIGH", reasons=[],
        )
    )  # fmt: skip
    publish(session, [other], None)
    session.commit()

    change(noa, other)

    assert shown(noa, stored(session, other).id)["planner_quantity"] is None
