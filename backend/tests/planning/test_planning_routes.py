"""GET /planning/lines, /lead-times; GET, PUT /planning/service-levels and policies."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.planning.models import LeadTime, PlanLine
from backend.tests.factories import make_item, make_site, make_supplier
from backend.tests.planning.lines import AS_OF
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/planning"


def put(client: SignedInClient, url: str, body: dict[str, Any]) -> Any:
    tag = client.get(url).headers["ETag"]
    return client.put(url, json=body, headers={"If-Match": tag})


def last_entry(session: Session) -> AuditLog:
    return session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(1)).one()


def test_each_class_has_a_target_from_the_start(vic: SignedInClient) -> None:
    rows = get_rows(vic, f"{URL}/service-levels")

    assert [(row["abc_class"], row["service_level"]) for row in rows] == [
        ("A", 0.98),
        ("B", 0.95),
        ("C", 0.9),
    ]


def test_a_target_can_be_changed_and_the_log_says_why(
    noa: SignedInClient, session: Session
) -> None:
    body = {"service_level": 0.97, "reason": "class B is cheap"}
    answer = put(noa, f"{URL}/service-levels/B", body)

    assert answer.status_code == 200
    assert (answer.get_json()["service_level"], answer.get_json()["version"]) == (0.97, 2)
    entry = last_entry(session)
    assert (entry.entity_id, entry.reason) == ("B", "class B is cheap")
    assert (entry.before, entry.after) == ({"service_level": 0.95}, {"service_level": 0.97})


def test_a_target_is_not_overwritten_unseen(noa: SignedInClient) -> None:
    url = f"{URL}/service-levels/A"
    tag = noa.get(url).headers["ETag"]
    put(noa, url, {"service_level": 0.97})

    late = noa.put(url, json={"service_level": 0.9}, headers={"If-Match": tag})

    assert (late.status_code, late.get_json()["current"]["service_level"]) == (412, 0.97)
    assert noa.put(url, json={"service_level": 0.9}).status_code == 428


@pytest.mark.parametrize("level", [0.4, 1.0, None, "high"])
def test_a_target_that_cannot_be_planned_for_is_refused(noa: SignedInClient, level: Any) -> None:
    assert put(noa, f"{URL}/service-levels/A", {"service_level": level}).status_code == 422


def test_there_are_three_classes(noa: SignedInClient) -> None:
    assert noa.get(f"{URL}/service-levels/D").status_code == 404


def test_a_policy_starts_as_version_zero_and_is_set_once(
    noa: SignedInClient, session: Session
) -> None:
    item, site = make_item(session).id, make_site(session).id
    session.commit()
    url = f"{URL}/items/{item}/sites/{site}/policy"
    body = {"service_level": 0.99, "review_period_days": 14, "is_stocked": True}

    unset = noa.get(url).get_json()
    first = put(noa, url, body)
    second = put(noa, url, {**body, "is_stocked": False})

    assert (unset["version"], unset["service_level"], unset["is_stocked"]) == (0, None, True)
    assert (first.status_code, first.get_json()["version"]) == (200, 1)
    assert (second.get_json()["version"], second.get_json()["is_stocked"]) == (2, False)
    assert last_entry(session).after == {"is_stocked": False}
    assert get_rows(noa, f"{URL}/policies?item_id={item}") == [second.get_json()]
    assert get_rows(noa, f"{URL}/policies?site_id=999999") == []


def test_a_policy_of_nothing(noa: SignedInClient, session: Session) -> None:
    item = make_item(session).id
    session.commit()

    answer = noa.get(f"{URL}/items/{item}/sites/999999/policy")

    assert (answer.status_code, answer.get_json()["code"]) == (404, "ItemSiteNotFound")


def test_a_viewer_may_not_change_policy(vic: SignedInClient) -> None:
    assert put(vic, f"{URL}/service-levels/A", {"service_level": 0.9}).status_code == 403


@pytest.fixture
def line(session: Session) -> PlanLine:
    line = PlanLine(
        item_id=make_item(session).id,
        site_id=make_site(session).id,
        as_of=AS_OF,
        reorder_point=12.0,
        suggested_quantity=5.0,
        confidence="MEDIUM",
        reasons=["SHORT_HISTORY"],
    )
    session.add(line)
    session.commit()
    return line


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("needs_order=true", 1),
        ("needs_order=false", 0),
        ("confidence=MEDIUM", 1),
        ("confidence=HIGH", 0),
        ("abc_class=A", 0),
        ("site_id=999999", 0),
    ],
)
def test_plan_lines(vic: SignedInClient, line: PlanLine, query: str, found: int) -> None:
    rows = get_rows(vic, f"{URL}/lines?{query}")

    assert len(rows) == found
    assert [row["reasons"] for row in rows] == [["SHORT_HISTORY"]] * found
    assert_csv_holds_the_list(vic, f"{URL}/lines?{query}", "item_id")


def test_lead_times(vic: SignedInClient, session: Session) -> None:
    supplier, item = make_supplier(session), make_item(session)
    session.add(
        LeadTime(
            supplier_id=supplier.id,
            item_id=item.id,
            source="STATED",
            observations=0,
            mean_days=21.0,
            due=0,
        )
    )
    session.commit()

    rows = get_rows(vic, f"{URL}/lead-times?supplier_id={supplier.id}")

    assert [(row["sku"], row["mean_days"], row["late_share"]) for row in rows] == [
        (item.sku, 21.0, None)
    ]
    assert get_rows(vic, f"{URL}/lead-times?source=OBSERVED") == []
    assert_csv_holds_the_list(vic, f"{URL}/lead-times", "sku")
