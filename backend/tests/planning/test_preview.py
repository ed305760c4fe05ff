"""POST /planning/preview: the plan's own decision on changed inputs; nothing is saved."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.planning.decide import decide
from backend.planning.inputs import InboundOrder
from backend.planning.models import PlanLine
from backend.tests.factories import make_item, make_site
from backend.tests.planning.lines import AS_OF, INPUTS
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/planning/preview"
Key = dict[str, int]


@pytest.fixture
def key(session: Session) -> Key:
    """Plan an item that costs 2.50 as test_decide's line is planned."""
    item, site = make_item(session, unit_cost=Decimal("2.5")), make_site(session)
    line = PlanLine(
        item_id=item.id, site_id=site.id, as_of=AS_OF, confidence="HIGH", reasons=[],
        inputs=INPUTS.to_document(),
    )  # fmt: skip
    session.add(line)
    session.commit()
    return {"item_id": item.id, "site_id": site.id}


def tried(client: SignedInClient, key: Key, **changes: Any) -> Any:
    answer = client.post(URL, json={**key, **changes})
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def test_without_changes_it_is_the_plan(noa: SignedInClient, key: Key) -> None:
    shown = tried(noa, key)

    assert shown["preview"] == shown["planned"]
    assert shown["planned"]["quantity"] == decide(INPUTS).suggested_quantity
    assert shown["changed"] == []
    cost = Decimal(str(shown["planned"]["quantity"])) * Decimal("2.5")
    assert Decimal(shown["planned"]["value"]) == cost.quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"service_level": 0.6}, replace(INPUTS, service_level=0.6)),
        ({"review_days": 14}, replace(INPUTS, review_days=14.0)),
        ({"min_order_quantity": 500}, replace(INPUTS, min_order_quantity=500.0)),
        ({"pack_size": 48}, replace(INPUTS, pack_size=48.0)),
        (
            {"extra_inbound": [{"quantity": 25, "expected_on": "2024-07-02"}]},
            replace(INPUTS, inbound=(InboundOrder(0, "?", 25.0, AS_OF.replace(month=7, day=2)),)),
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_change_gives_what_the_same_function_gives(
    noa: SignedInClient, key: Key, changes: dict[str, Any], expected: Any
) -> None:
    shown = tried(noa, key, **changes)

    line = decide(expected)
    assert shown["preview"]["quantity"] == line.suggested_quantity
    assert shown["preview"]["quantity"] != shown["planned"]["quantity"]
    assert shown["changed"] == list(changes)
    assert [step["value"] for step in shown["steps"]] == [step.value for step in line.steps]


def test_a_longer_lead_time_needs_more_and_says_that_nobody_has_seen_it(
    noa: SignedInClient, key: Key
) -> None:
    shown = tried(noa, key, lead_time_days=30)

    assert shown["preview"]["order_up_to"] > shown["planned"]["order_up_to"]
    assert shown["preview"]["reasons"] == ["NO_OBSERVED_LEAD_TIME"]


def test_more_stock_needs_no_order(noa: SignedInClient, key: Key) -> None:
    assert tried(noa, key, on_hand=900)["preview"]["quantity"] == 0


def test_nothing_is_saved(noa: SignedInClient, key: Key, session: Session) -> None:
    before = session.scalar(select(func.count()).select_from(AuditLog))

    tried(noa, key, service_level=0.9)

    assert session.scalar(select(func.count()).select_from(AuditLog)) == before
    session.expire_all()
    line = session.get_one(PlanLine, (key["item_id"], key["site_id"]))
    assert line.inputs is not None
    assert line.inputs["service_level"]["value"] == 0.95


def test_a_line_that_is_not_planned_is_404(noa: SignedInClient, key: Key) -> None:
    assert noa.post(URL, json={**key, "site_id": 4711}).status_code == 404


def test_a_line_of_an_older_plan_is_409(noa: SignedInClient, key: Key, session: Session) -> None:
    session.get_one(PlanLine, (key["item_id"], key["site_id"])).inputs = None
    session.commit()

    answer = noa.post(URL, json=key)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "PlanTooOld")


@pytest.mark.parametrize(
    "change", [{"service_level": 1.2}, {"lead_time_days": -1}, {"unknown": 1}], ids=str
)
def test_what_makes_no_sense_is_refused(
    noa: SignedInClient, key: Key, change: dict[str, Any]
) -> None:
    assert noa.post(URL, json={**key, **change}).status_code == 422


def test_a_viewer_may_not(vic: SignedInClient, key: Key) -> None:
    assert vic.post(URL, json=key).status_code == 403


def test_anonymous_is_401(client: SignedInClient) -> None:
    assert client.post(URL, json={"item_id": 1, "site_id": 1}).status_code == 401
