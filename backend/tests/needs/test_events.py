"""GET, POST /events; PATCH /events/{id}; POST /events/{id}/phase; phase history."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.needs.burn.models import BurnRate
from backend.needs.events.models import Event, EventPhaseHistory
from backend.needs.lists.workflow import Status
from backend.needs.phases import Phase
from backend.needs.status.models import StockStatus
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import (
    make_event,
    make_needs_list,
    put_stock,
    take_stock,
)
from backend.tests.needs.scenes import a_site, change, last_entry
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/events"


def draft(**overrides: Any) -> dict[str, Any]:
    return {"code": "FLOOD", "name": "Flood", "reason": "The river rises", **overrides}


def move(client: SignedInClient, event_id: int, phase: str, reason: str = "It got worse") -> Any:
    url = f"{URL}/{event_id}"
    return change(client, "POST", f"{url}/phase", {"phase": phase, "reason": reason}, of=url)


def test_an_event_starts_with_the_default_settings_of_each_phase(
    max_: SignedInClient, session: Session
) -> None:
    answer = max_.post(URL, json=draft(phase="SURGE", kind="Flood"))

    assert answer.status_code == 201
    event = answer.get_json()
    assert (event["current_phase"], event["demand_window_hours"]) == ("SURGE", 6)
    assert (event["phase_changed_by"], event["phase_reason"]) == ("max", "The river rises")
    assert answer.headers["Location"].endswith(f"{URL}/{event['id']}")
    configs = get_rows(max_, f"{URL}/{event['id']}/phase-configs")
    windows = [
        (row["phase"], row["demand_window_hours"], row["planning_window_hours"]) for row in configs
    ]
    assert windows == [("SURGE", 6, 24), ("STABILIZED", 72, 72), ("BASELINE", 720, 168)]
    assert [row["is_current"] for row in configs] == [True, False, False]
    entry = last_entry(session)
    assert (entry.action, entry.entity, entry.reason) == (
        "needs:event:created",
        "event",
        "The river rises",
    )


def test_a_code_names_one_event(max_: SignedInClient) -> None:
    max_.post(URL, json=draft())

    again = max_.post(URL, json=draft(name="Another flood"))

    assert (again.status_code, again.get_json()["code"]) == (409, "EventCodeTaken")


@pytest.mark.parametrize(
    "wrong", [{"code": "flood"}, {"code": "F"}, {"reason": " "}, {"name": ""}, {"phase": "CALM"}]
)
def test_an_event_is_named_and_explained(max_: SignedInClient, wrong: dict[str, str]) -> None:
    assert max_.post(URL, json=draft(**wrong)).status_code in (400, 422)


def test_an_officer_may_look_but_not_open_events(lou: SignedInClient) -> None:
    assert lou.get(URL).status_code == 200
    assert lou.post(URL, json=draft()).status_code == 403


def test_a_repeated_key_opens_one_event(max_: SignedInClient, session: Session) -> None:
    key = {"Idempotency-Key": "once"}
    first = max_.post(URL, json=draft(), headers=key)

    assert max_.post(URL, json=draft(), headers=key).get_json() == first.get_json()
    assert len(session.scalars(select(Event)).all()) == 1


def test_a_change_of_phase_is_explained_and_kept_by_the_trigger(
    max_: SignedInClient, session: Session
) -> None:
    event = make_event(session, phase=Phase.BASELINE)

    answer = move(max_, event.id, "SURGE", "Dam broke")

    assert answer.status_code == 200
    assert answer.get_json()["current_phase"] == "SURGE"
    history = get_rows(max_, f"{URL}/{event.id}/phase-history")
    assert (history[0]["from_phase"], history[0]["to_phase"]) == ("BASELINE", "SURGE")
    assert (history[0]["changed_by"], history[0]["reason"]) == ("max", "Dam broke")
    assert history[-1]["from_phase"] is None
    entry = last_entry(session)
    assert (entry.before, entry.after) == ({"phase": "BASELINE"}, {"phase": "SURGE"})
    assert entry.reason == "Dam broke"


def test_rates_and_status_follow_the_phase_at_once(max_: SignedInClient, session: Session) -> None:
    event, item, site = make_event(session, phase=Phase.BASELINE), make_item(session), None
    site = a_site(session)
    put_stock(session, item, site, 1000)
    take_stock(session, item, site, 600)

    move(max_, event.id, "SURGE")

    session.expire_all()
    assert session.get_one(BurnRate, (event.id, site.id, item.id)).rate == 100
    status = session.get_one(StockStatus, (event.id, site.id, item.id))
    assert (status.phase, status.severity) == ("SURGE", "CRITICAL")


def test_the_same_phase_again_is_a_conflict(max_: SignedInClient, session: Session) -> None:
    event = make_event(session, phase=Phase.SURGE)

    answer = move(max_, event.id, "SURGE")

    assert (answer.status_code, answer.get_json()["code"]) == (409, "PhaseUnchanged")
    assert len(session.scalars(select(EventPhaseHistory)).all()) == 1


def test_a_phase_needs_a_reason_and_one_of_three_names(
    max_: SignedInClient, session: Session
) -> None:
    event = make_event(session, phase=Phase.BASELINE)

    assert move(max_, event.id, "SURGE", "").status_code == 422
    unknown = move(max_, event.id, "PANIC")
    assert unknown.status_code == 422
    assert all(phase in unknown.get_data(as_text=True) for phase in Phase)


def test_a_stale_reader_changes_nothing(max_: SignedInClient, session: Session) -> None:
    event = make_event(session, phase=Phase.BASELINE)
    url = f"{URL}/{event.id}"
    tag = max_.get(url).headers["ETag"]
    move(max_, event.id, "SURGE")
    body = {"phase": "STABILIZED", "reason": "Calmer"}

    late = max_.post(f"{url}/phase", json=body, headers={"If-Match": tag})

    assert (late.status_code, late.get_json()["current"]["current_phase"]) == (412, "SURGE")
    assert max_.post(f"{url}/phase", json=body).status_code == 428


def test_an_event_can_be_renamed_closed_and_opened_again(
    max_: SignedInClient, session: Session
) -> None:
    event = make_event(session)
    url = f"{URL}/{event.id}"

    closed = change(max_, "PATCH", url, {"status": "CLOSED", "reason": "It is over"}, of=url)
    assert closed.get_json()["closed_at"] is not None
    assert move(max_, event.id, "BASELINE").get_json()["code"] == "EventClosed"

    body = {"status": "ACTIVE", "name": "Second wave", "reason": "It came back"}
    opened = change(max_, "PATCH", url, body, of=url)
    assert (opened.get_json()["closed_at"], opened.get_json()["name"]) == (None, "Second wave")
    assert last_entry(session).reason == "It came back"


def test_an_event_with_lists_on_their_way_stays_open(
    max_: SignedInClient, session: Session
) -> None:
    event = make_event(session)
    make_needs_list(session, event, make_site(session), status=Status.PENDING_APPROVAL)
    url = f"{URL}/{event.id}"

    answer = change(max_, "PATCH", url, {"status": "CLOSED", "reason": "It is over"}, of=url)

    assert answer.status_code == 409
    assert "NL-" in answer.get_json()["detail"]
    assert max_.get(url).get_json()["open_needs_lists"] == 1


def test_events_are_found_by_name_status_and_phase(vic: SignedInClient, session: Session) -> None:
    flood = make_event(session, name="Flood", phase=Phase.SURGE)
    make_event(session, name="Outbreak", phase=Phase.BASELINE)

    for query in ("q=floo", "phase=SURGE", f"q={flood.code}&status=ACTIVE"):
        assert [row["id"] for row in get_rows(vic, f"{URL}?{query}")] == [flood.id]
    assert_csv_holds_the_list(vic, URL, "code")
    assert vic.get(f"{URL}/999").status_code == 404
    assert vic.get(f"{URL}/999/phase-history").status_code == 404
