"""POST /needs-lists: what is drafted, what is replaced, and what is asked about first."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.lists.workflow import Status
from backend.tests.needs.factories import make_needs_list, use_stock
from backend.tests.needs.lists.conftest import URL, Scene, change_line, drafted, only_line
from backend.tests.needs.scenes import a_site
from backend.tests.signing_in import SignedInClient


def test_a_draft_holds_what_was_calculated(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene, notes="For the night shift")

    today = dt.datetime.now(dt.UTC)
    prefix = f"NL-{scene.event.code}-{scene.site.code}-{today:%Y%m%d}"
    assert made["needs_list_no"] == f"{prefix}-001"
    assert (made["status"], made["created_by"], made["notes"]) == (
        "DRAFT", "oda", "For the night shift",
    )  # fmt: skip
    assert (made["line_count"], made["is_edited"], made["is_editable"]) == (1, False, True)
    assert Decimal(made["total_estimated_value"]) == 1600
    parts = session.execute(
        select(NeedsListAllocation.horizon, NeedsListAllocation.quantity).order_by(
            NeedsListAllocation.sequence
        )
    ).all()
    assert [tuple(part) for part in parts] == [("A", 200), ("C", 600)]
    totals = {part["horizon"]: Decimal(part["quantity"]) for part in made["horizons"]}
    assert totals == {"A": 200, "B": 0, "C": 600, "UNMET": 600}
    [entry] = session.scalars(select(AuditLog).where(AuditLog.entity == "needs_list")).all()
    assert (entry.action, entry.entity_id) == ("needs:list:created", str(made["id"]))


def test_a_newer_calculation_takes_the_place_of_ones_own_draft(
    oda: SignedInClient, scene: Scene
) -> None:
    first = drafted(oda, scene)
    second = drafted(oda, scene)

    replaced = oda.get(f"{URL}/{first['id']}").get_json()
    assert replaced["status"] == "SUPERSEDED"
    assert replaced["superseded_by"]["needs_list_no"] == second["needs_list_no"]
    assert [entry["id"] for entry in second["supersedes"]] == [first["id"]]
    assert second["needs_list_no"].endswith("-002")


def test_a_draft_that_was_worked_on_is_asked_about_first(oda: SignedInClient, scene: Scene) -> None:
    first = drafted(oda, scene)
    change_line(oda, only_line(oda, first), quantity="5", reason_code="BUDGET_CONSTRAINT")

    refused = oda.post(URL, json=scene.body)
    confirmed = oda.post(URL, json={**scene.body, "confirm_supersede_edited": True})

    assert (refused.status_code, refused.get_json()["code"]) == (409, "EditedDraftInTheWay")
    assert first["needs_list_no"] in refused.get_json()["detail"]
    assert confirmed.status_code == 201
    assert [entry["id"] for entry in confirmed.get_json()["superseded"]] == [first["id"]]


def test_a_returned_list_is_asked_about_too(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    make_needs_list(
        session, scene.event, scene.site, status=Status.RETURNED, created_by=oda.user_id
    )

    assert oda.post(URL, json=scene.body).get_json()["code"] == "EditedDraftInTheWay"


def test_what_others_drafted_or_another_phase_holds_stays(
    oda: SignedInClient, noa: SignedInClient, session: Session, scene: Scene
) -> None:
    theirs = drafted(noa, scene)
    surge = drafted(oda, scene, phase="SURGE")
    drafted(oda, scene)

    for made in (theirs, surge):
        assert session.get_one(NeedsList, made["id"]).status == "DRAFT"


def test_many_sites_get_a_list_each_and_share_the_surplus(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    second, covered = a_site(session), a_site(session)
    use_stock(session, scene.item, second, 10)
    body = {**scene.body, "site_ids": [scene.site.id, second.id, covered.id]}

    shown = oda.post(URL, json=body).get_json()

    shares = session.execute(
        select(NeedsList.site_id, NeedsListItem.horizon_a_quantity)
        .join(NeedsListItem, NeedsListItem.needs_list_id == NeedsList.id)
        .order_by(NeedsList.id)
    ).all()
    # 10 h of cover against none, both at 10 an hour: 200 lift both to 15 h.
    assert [tuple(share) for share in shares] == [(scene.site.id, 50), (second.id, 150)]
    assert [entry["site_id"] for entry in shown["created"]] == [scene.site.id, second.id]
    assert shown["skipped"] == [
        {"site_id": covered.id, "site_code": covered.code, "reason": "no_gap"}
    ]


def test_lines_that_are_left_out_make_no_list(oda: SignedInClient, scene: Scene) -> None:
    left_out = [{"site_id": scene.site.id, "item_id": scene.item.id}]

    shown = oda.post(URL, json={**scene.body, "excluded": left_out}).get_json()

    assert (shown["created"], len(shown["skipped"])) == ([], 1)


def test_a_repeated_key_makes_one_list(oda: SignedInClient, scene: Scene) -> None:
    answers = [
        oda.post(URL, json=scene.body, headers={"Idempotency-Key": "one"}).get_json()
        for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert oda.get(URL).get_json()["meta"]["total"] == 1


def test_who_may_not_draft_may_not(vic: SignedInClient, abe: SignedInClient, scene: Scene) -> None:
    assert vic.post(URL, json=scene.body).status_code == 403
    assert abe.post(URL, json=scene.body).status_code == 403


def test_lists_are_found_by_what_people_look_for(
    oda: SignedInClient, noa: SignedInClient, session: Session, scene: Scene
) -> None:
    mine = drafted(oda, scene)
    other = make_needs_list(
        session, scene.event, scene.giver, status=Status.PENDING_APPROVAL, phase="SURGE"
    )

    def found(**query: object) -> list[int]:
        rows = oda.get(URL, query_string=query).get_json()["data"]
        return [row["id"] for row in rows]

    assert found() == [other.id, mine["id"]] or found() == [mine["id"], other.id]
    assert found(status="PENDING_APPROVAL") == [other.id]
    assert found(site_id=scene.site.id) == [mine["id"]]
    assert found(item_id=scene.item.id) == [mine["id"]]
    assert found(phase="SURGE") == [other.id]
    assert found(mine="true") == [mine["id"]]
    assert found(q=mine["needs_list_no"][5:].lower()) == [mine["id"]]
    csv = oda.get(URL, query_string={"format": "csv"})
    assert csv.headers["X-Total-Count"] == "2"


def test_a_list_says_what_its_reader_may_do(
    oda: SignedInClient, vic: SignedInClient, client: SignedInClient, scene: Scene
) -> None:
    made = drafted(oda, scene)

    assert made["actions"] == ["submit", "cancel"]
    seen = vic.get(f"{URL}/{made['id']}").get_json()
    assert (seen["actions"], seen["is_editable"]) == ([], False)
    assert vic.get(f"{URL}/{2**40}").status_code == 404
    assert client.get(f"{URL}/{made['id']}").status_code == 401


def test_notes_are_changed_by_who_has_read_the_list(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    address = f"{URL}/{made['id']}"
    etag = oda.get(address).headers["ETag"]

    unread = oda.patch(address, json={"notes": "x"})
    changed = oda.patch(address, json={"notes": "Ask first"}, headers={"If-Match": etag})
    late = oda.patch(address, json={"notes": "y"}, headers={"If-Match": etag})

    assert [unread.status_code, changed.status_code, late.status_code] == [428, 200, 412]
    assert changed.get_json()["notes"] == "Ask first"
