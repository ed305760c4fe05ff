"""PUT /events/{id}/phase-configs/{phase}."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from backend.needs.burn.models import BurnRate
from backend.tests.factories import make_item
from backend.tests.needs.factories import make_event, put_stock, take_stock
from backend.tests.needs.scenes import a_site, change, last_entry
from backend.tests.signing_in import SignedInClient

SURGE = {
    "demand_window_hours": 6,
    "planning_window_hours": 24,
    "safety_factor": "1.25",
    "safety_buffer_pct": "50",
    "freshness_threshold_hours": "2",
    "stale_threshold_hours": "4",
}


def put(client: SignedInClient, event_id: int, **changes: Any) -> Any:
    url = f"/api/v1/events/{event_id}/phase-configs/SURGE"
    body = {**SURGE, "reason": "As ordered", **changes}
    return change(client, "PUT", url, body, of=url)


def test_windows_are_changed_with_a_reason_and_rates_follow(
    max_: SignedInClient, session: Session
) -> None:
    event, item, site = make_event(session), make_item(session), a_site(session)
    put_stock(session, item, site, 1000)
    take_stock(session, item, site, 72)

    answer = put(max_, event.id, demand_window_hours=12, safety_factor="1.5")

    assert answer.status_code == 200
    changed = answer.get_json()
    assert (changed["demand_window_hours"], changed["safety_factor"]) == (12, "1.500")
    assert changed["version"] == 2
    session.expire_all()
    assert session.get_one(BurnRate, (event.id, site.id, item.id)).rate == 6
    entry = last_entry(session)
    assert entry.entity_id == f"{event.id}/SURGE"
    assert entry.before is not None
    assert set(entry.before) == {"demand_window_hours", "safety_factor"}


def test_what_is_set_already_is_no_change(max_: SignedInClient, session: Session) -> None:
    answer = put(max_, make_event(session).id)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "PhaseConfigUnchanged")


@pytest.mark.parametrize(
    "wrong",
    [
        {"demand_window_hours": 0},
        {"demand_window_hours": 6.5},
        {"planning_window_hours": -24},
        {"safety_factor": "0.9"},
        {"safety_factor": "2.1"},
        {"safety_buffer_pct": "101"},
        {"stale_threshold_hours": "2"},
        {"reason": ""},
    ],
)
def test_settings_that_make_no_sense_are_refused(
    max_: SignedInClient, session: Session, wrong: dict[str, Any]
) -> None:
    assert put(max_, make_event(session).id, **wrong).status_code == 422


def test_an_officer_may_not_change_settings(lou: SignedInClient, session: Session) -> None:
    assert put(lou, make_event(session).id, demand_window_hours=12).status_code == 403


def test_an_unknown_phase_or_event_is_not_found(vic: SignedInClient, session: Session) -> None:
    event = make_event(session)

    assert vic.get(f"/api/v1/events/{event.id}/phase-configs/PANIC").status_code == 404
    assert vic.get("/api/v1/events/999/phase-configs/SURGE").status_code == 404
