"""POST /needs-lists/preview."""

from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.needs.lists.models import NeedsList
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import (
    make_allocation,
    make_event,
    make_needs_list,
    make_needs_list_item,
    put_stock,
)
from backend.tests.needs.lists.conftest import URL, Scene, change_line, drafted, only_line
from backend.tests.signing_in import SignedInClient


def test_a_preview_derives_each_line_and_saves_nothing(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    response = oda.post(f"{URL}/preview", json={**scene.body, "explain": True})

    shown = response.get_json()
    [site] = shown["sites"]
    [line] = site["lines"]
    assert response.status_code == 200
    assert (line["sku"], line["severity"], line["is_triggered"]) == (
        scene.item.sku,
        "WARNING",
        False,
    )
    assert {name: Decimal(line[name]) for name in ("required_quantity", "gap_quantity")} == {
        "required_quantity": 900,
        "gap_quantity": 800,
    }
    [transfer, procurement] = line["allocations"]
    assert (transfer["horizon"], transfer["source_site_id"]) == ("A", scene.giver.id)
    assert Decimal(transfer["quantity"]) == 200
    assert transfer["is_in_time"] is True
    assert procurement["horizon"] == "C"
    assert Decimal(procurement["quantity"]) == 600
    assert line["activated"]["gap_over_twice_transfer_capacity"] == ["A", "B", "C"]
    assert line["explanation"]["formula_version"] == "needs/1"
    assert Decimal(site["total_estimated_value"]) == 1600
    assert session.scalar(select(func.count()).select_from(NeedsList)) == 0


def test_what_is_covered_is_counted_and_what_is_unknown_is_named(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    covered, stale = make_item(session), make_site(session)
    put_stock(session, covered, scene.site, 5)
    unknown = make_item(session)
    put_stock(session, unknown, stale, 5)
    body = {"event_id": scene.event.id, "site_ids": [scene.site.id, stale.id]}

    first, second = oda.post(f"{URL}/preview", json=body).get_json()["sites"]

    assert (first["covered_count"], first["unknown"]) == (1, [])
    assert (second["freshness"], second["covered_count"], second["lines"]) == ("LOW", 0, [])
    [line] = second["unknown"]
    assert (line["sku"], line["required_quantity"]) == (unknown.sku, None)
    assert "burn_fallback_unavailable" in line["confidence_reasons"]


def test_ones_own_drafts_are_shown_with_whether_they_were_worked_on(
    oda: SignedInClient, scene: Scene
) -> None:
    made = drafted(oda, scene)
    before = oda.post(f"{URL}/preview", json=scene.body).get_json()["sites"][0]["drafts"]
    change_line(oda, only_line(oda, made), quantity="5", reason_code="BUDGET_CONSTRAINT")
    after = oda.post(f"{URL}/preview", json=scene.body).get_json()["sites"][0]["drafts"]

    assert [(draft["id"], draft["is_worked_on"]) for draft in before] == [(made["id"], False)]
    assert [(draft["id"], draft["is_worked_on"]) for draft in after] == [(made["id"], True)]


def test_another_phase_has_its_own_windows(oda: SignedInClient, scene: Scene) -> None:
    shown = oda.post(f"{URL}/preview", json={**scene.body, "phase": "SURGE"}).get_json()

    assert (shown["phase"], shown["planning_window_hours"]) == ("SURGE", 24)


def test_what_cannot_be_calculated_is_said(
    oda: SignedInClient, vic: SignedInClient, session: Session, scene: Scene
) -> None:
    closed = make_event(session, status="CLOSED", closed_at=func.now())
    gone = make_site(session, is_active=False)

    answers = {
        name: oda.post(f"{URL}/preview", json={**scene.body, **changed}).get_json()["code"]
        for name, changed in (
            ("no event", {"event_id": 2**40}),
            ("closed", {"event_id": closed.id}),
            ("no site", {"site_ids": [gone.id]}),
        )
    }

    assert answers == {
        "no event": "EventNotFound",
        "closed": "EventClosed",
        "no site": "SitesUnknown",
    }
    assert vic.post(f"{URL}/preview", json=scene.body).status_code == 403


def test_fair_share_shows_what_each_rule_would_give(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    rival = make_site(session, priority_tier=1)
    asking = make_needs_list(session, scene.event, rival)
    _ask_of(session, asking.id, scene, 400)

    shown = oda.get(f"{URL}/{made['id']}/fair-share").get_json()

    [contest] = shown["data"]
    own, other = contest["lists"]
    assert shown["chosen"] == "EQUAL_HOURS"
    assert Decimal(contest["capacity"]) == 200
    assert {rule: int(Decimal(share)) for rule, share in own["shares"].items()} == {
        # 10 h of cover against none, both at 10 an hour.
        "EQUAL_HOURS": 50,
        # 800 short against 400.
        "BY_NEED": 133,
        "BY_PRIORITY": 0,
    }
    assert (other["needs_list_no"], other["is_this"]) == (asking.needs_list_no, False)


def test_choosing_a_rule_shares_again_and_is_written_down(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    asking = make_needs_list(session, scene.event, make_site(session, priority_tier=1))
    _ask_of(session, asking.id, scene, 400)
    etag = oda.get(f"{URL}/{made['id']}").headers["ETag"]

    response = oda.patch(
        f"{URL}/{made['id']}", json={"fair_share_rule": "BY_NEED"}, headers={"If-Match": etag}
    )

    line = only_line(oda, made)
    assert response.get_json()["fair_share_rule"] == "BY_NEED"
    assert [Decimal(line[f"horizon_{name}_quantity"]) for name in "abc"] == [133, 0, 667]
    assert "surplus_shared_with_other_lists" in line["warnings"]


def test_options_name_every_source_with_what_others_ask_of_it(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    asking = make_needs_list(session, scene.event, make_site(session))
    _ask_of(session, asking.id, scene, 400)

    shown = oda.get(f"{URL}/{made['id']}/allocation-options").get_json()

    transfer, procurement = shown["data"]
    assert (transfer["horizon"], transfer["source_site_id"]) == ("A", scene.giver.id)
    assert [
        Decimal(transfer[name]) for name in ("capacity", "asked_by_others", "allocated_quantity")
    ] == [200, 400, 200]
    assert (procurement["horizon"], procurement["capacity"]) == ("C", None)


def _ask_of(session: Session, needs_list_id: int, scene: Scene, quantity: int) -> None:
    needs_list = session.get_one(NeedsList, needs_list_id)
    line = make_needs_list_item(session, needs_list, scene.item, gap_quantity=quantity)
    make_allocation(session, line, source_site_id=scene.giver.id, quantity=200)
