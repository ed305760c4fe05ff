"""GET, PATCH /recommendations[/{id}]; GET /recommendations/{id}/explain."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.recommendations.models import Recommendation
from backend.recommendations.rules import Advised
from backend.recommendations.service import publish
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.recommendations.conftest import make_advice, stored
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/recommendations"


@pytest.fixture
def number(session: Session, advice: Advised) -> int:
    return stored(session, advice).id


def patch(client: SignedInClient, number: int, **body: Any) -> Any:
    tag = client.get(f"{URL}/{number}").headers["ETag"]
    return client.patch(f"{URL}/{number}", json=body, headers={"If-Match": tag})


def test_a_recommendation_says_what_where_and_how_much(
    vic: SignedInClient, advice: Advised, number: int
) -> None:
    row = get_rows(vic, URL)[0]

    assert (row["id"], row["sku"]) == (number, advice.message_params["sku"])
    assert (row["type"], row["priority"], row["status"]) == ("REORDER", "HIGH", "OPEN")
    assert (row["quantity"], row["value"]) == (200.0, "500.00")
    assert row == vic.get(f"{URL}/{number}").get_json()


def test_the_most_urgent_come_first(vic: SignedInClient, session: Session) -> None:
    several = [
        make_advice(session, priority=name) for name in ("LOW", "CRITICAL", "MEDIUM", "HIGH")
    ]
    publish(session, several, None)
    session.commit()

    order = [row["priority"] for row in get_rows(vic, URL)]

    assert order == ["CRITICAL", "HIGH", "MEDIUM", "LOW"]
    above = get_rows(vic, f"{URL}?least_priority=HIGH")
    assert [row["priority"] for row in above] == ["CRITICAL", "HIGH"]
    assert len(get_rows(vic, f"{URL}?priority=LOW")) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=REORDER", 1),
        ("type=HOLD", 0),
        ("status=OPEN", 1),
        ("status=ACCEPTED", 0),
        ("status=SUPERSEDED", 0),
        ("confidence=LOW", 0),
        ("q=sku-", 1),
        ("family=none", 0),
    ],
)
def test_filters(vic: SignedInClient, advice: Advised, query: str, found: int) -> None:
    assert len(get_rows(vic, f"{URL}?{query}")) == found


def test_the_csv_file_has_the_same_rows(
    vic: SignedInClient, session: Session, advice: Advised
) -> None:
    assert_csv_holds_the_list(vic, URL, "id")


def test_accepting_names_who_and_when_and_is_audited(
    noa: SignedInClient, session: Session, number: int
) -> None:
    answer = patch(noa, number, action="accept")

    assert answer.status_code == 200
    shown = answer.get_json()
    assert (shown["status"], shown["decided_by"]) == ("ACCEPTED", "noa")
    assert shown["decided_at"] is not None
    entry = session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(1)).one()
    assert (entry.actor, entry.entity_id) == ("noa", str(number))
    assert (entry.before, entry.after) == ({"status": "OPEN"}, {"status": "ACCEPTED"})


def test_rejecting_needs_a_reason(noa: SignedInClient, number: int) -> None:
    refused = patch(noa, number, action="reject", reason="  ")
    answer = patch(noa, number, action="reject", reason="the line is being closed")

    assert refused.status_code == 422
    assert answer.get_json()["decision_reason"] == "the line is being closed"
    assert answer.get_json()["status"] == "REJECTED"


def test_a_decision_can_be_taken_back_but_not_taken_twice(noa: SignedInClient, number: int) -> None:
    patch(noa, number, action="accept")

    again = patch(noa, number, action="accept")
    reopened = patch(noa, number, action="reopen")

    assert (again.status_code, again.get_json()["code"]) == (409, "DecisionNotAllowed")
    assert reopened.get_json()["status"] == "OPEN"


def test_two_people_deciding_on_the_same_state(noa: SignedInClient, number: int) -> None:
    tag = noa.get(f"{URL}/{number}").headers["ETag"]
    patch(noa, number, action="accept")

    late = noa.patch(f"{URL}/{number}", json={"action": "accept"}, headers={"If-Match": tag})

    assert late.status_code == 412
    assert late.get_json()["current"]["status"] == "ACCEPTED"
    assert noa.patch(f"{URL}/{number}", json={"action": "accept"}).status_code == 428


def test_what_the_plan_no_longer_advises_cannot_be_decided(
    noa: SignedInClient, session: Session, number: int
) -> None:
    publish(session, [], None)
    session.commit()

    answer = patch(noa, number, action="accept")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "RecommendationSuperseded")
    assert get_rows(noa, URL) == []
    assert [row["id"] for row in get_rows(noa, f"{URL}?status=SUPERSEDED")] == [number]


def test_a_viewer_may_not_decide(vic: SignedInClient, number: int) -> None:
    assert patch(vic, number, action="accept").status_code == 403


def test_an_explanation_is_intact_and_repeatable(vic: SignedInClient, number: int) -> None:
    shown = vic.get(f"{URL}/{number}/explain").get_json()

    assert (shown["is_intact"], shown["is_repeatable"]) == (True, True)
    assert [step["name"] for step in shown["steps"]][-2:] == ["suggested_quantity", "expected_lost"]
    assert shown["inputs"]["stock"]["source"] == "core.fact_inventory_daily"
    assert shown["inputs"]["stock"]["as_of"] == "2026-03-01"


def test_an_explanation_that_was_tampered_with_shows_it(
    vic: SignedInClient, session: Session, advice: Advised, number: int
) -> None:
    changed = {**advice.explanation, "result": {**advice.explanation["result"], "need": 1.0}}
    session.execute(update(Recommendation).values(explanation=changed))
    session.commit()

    shown = vic.get(f"{URL}/{number}/explain").get_json()

    assert (shown["is_intact"], shown["is_repeatable"]) == (False, False)


def test_a_recommendation_that_is_not_there(noa: SignedInClient) -> None:
    for url in (f"{URL}/999999", f"{URL}/999999/explain"):
        assert noa.get(url).get_json()["code"] == "RecommendationNotFound"
    body = {"action": "accept"}
    assert noa.patch(f"{URL}/999999", json=body, headers={"If-Match": "*"}).status_code == 404
