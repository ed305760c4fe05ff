"""The lines of a list: adjust, add, remove, note, explain, replay, export."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListReviewNote
from backend.needs.lists.workflow import Status
from backend.tests.factories import make_item, make_user
from backend.tests.needs.factories import make_needs_list, put_stock
from backend.tests.needs.lists.conftest import URL, Scene, change_line, drafted, only_line
from backend.tests.signing_in import SignedInClient

WHY = {"reason_code": "BUDGET_CONSTRAINT", "note": "Half of it this week"}


def split(line: dict[str, Any]) -> list[Decimal]:
    return [Decimal(line[f"horizon_{name}_quantity"]) for name in "abc"]


def test_an_adjustment_stands_beside_what_was_computed(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)

    response = change_line(oda, only_line(oda, made), quantity="300", **WHY)

    line = response.get_json()
    assert Decimal(line["gap_quantity"]) == 800
    assert Decimal(line["quantity"]) == 300
    assert (line["adjustment_reason_code"], line["adjusted_by"]) == ("BUDGET_CONSTRAINT", "oda")
    assert split(line) == [200, 0, 100]
    assert [Decimal(part["quantity"]) for part in line["allocations"]] == [200, 100]
    after = oda.get(f"{URL}/{made['id']}").get_json()
    assert Decimal(after["total_estimated_value"]) == 600
    assert after["is_edited"] is True
    assert after["adjusted_count"] == 1
    entry = session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(1)).one()
    assert (entry.action, entry.reason) == ("needs:list:line_adjusted", WHY["note"])
    assert entry.before is not None
    assert entry.before["adjusted_quantity"] is None


def test_an_adjustment_can_be_taken_back(oda: SignedInClient, scene: Scene) -> None:
    line = only_line(oda, drafted(oda, scene))
    change_line(oda, line, quantity="300", **WHY)

    back = change_line(oda, line, quantity=None).get_json()

    assert back["adjusted_quantity"] is None
    assert Decimal(back["quantity"]) == 800
    assert split(back) == [200, 0, 600]


@pytest.mark.parametrize(
    "body",
    [
        {"quantity": "5"},
        {"quantity": "-1", "reason_code": "OTHER", "note": "x"},
        {"quantity": "NaN", "reason_code": "BUDGET_CONSTRAINT"},
        {"quantity": "5", "reason_code": "OTHER"},
        {"quantity": "5", "reason_code": "BECAUSE"},
        {"quantity": None, "reason_code": "BUDGET_CONSTRAINT"},
    ],
)
def test_an_adjustment_without_a_good_reason_is_refused(
    oda: SignedInClient, scene: Scene, body: dict[str, Any]
) -> None:
    line = only_line(oda, drafted(oda, scene))

    assert change_line(oda, line, **body).status_code == 422


def test_two_people_do_not_overwrite_each_other(oda: SignedInClient, scene: Scene) -> None:
    line = only_line(oda, drafted(oda, scene))
    address = f"{URL}/{line['needs_list_id']}/lines/{line['id']}"
    etag = oda.get(address).headers["ETag"]
    change_line(oda, line, quantity="300", **WHY)

    late = oda.patch(address, json={"quantity": "1", **WHY}, headers={"If-Match": etag})

    assert late.status_code == 412
    assert Decimal(late.get_json()["current"]["quantity"]) == 300


def test_a_submitted_list_cannot_be_changed(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    line = only_line(oda, made)
    submit(session, made["id"])

    adjusted = change_line(oda, line, quantity="5", **WHY)
    added = oda.post(f"{URL}/{made['id']}/lines", json={"item_id": scene.item.id})

    assert (adjusted.status_code, adjusted.get_json()["code"]) == (409, "NeedsListNotEditable")
    assert added.get_json()["code"] == "NeedsListNotEditable"


def submit(session: Session, needs_list_id: int) -> None:
    by = make_user(session).id
    values = {"status": "PENDING_APPROVAL", "submitted_at": "2026-03-02", "submitted_by": by}
    session.execute(update(NeedsList).where(NeedsList.id == needs_list_id).values(**values))
    session.expire_all()


def test_an_item_is_added_with_a_quantity_of_ones_own(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    extra = make_item(session, unit_cost=Decimal(1))
    put_stock(session, extra, scene.giver, 40)
    body = {"item_id": extra.id, "quantity": "100", "reason_code": "PRIORITY_CHANGE"}

    response = oda.post(f"{URL}/{made['id']}/lines", json=body)

    line = response.get_json()
    assert response.status_code == 201
    assert Decimal(line["gap_quantity"]) == 0
    assert Decimal(line["quantity"]) == 100
    assert split(line) == [40, 0, 60]
    assert oda.get(f"{URL}/{made['id']}").get_json()["line_count"] == 2


def test_an_item_cannot_be_added_twice_for_nothing_or_unknown(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    gone, idle = make_item(session, is_active=False), make_item(session)

    codes = [
        oda.post(f"{URL}/{made['id']}/lines", json={"item_id": item_id}).get_json()["code"]
        for item_id in (scene.item.id, gone.id, idle.id)
    ]

    assert codes == ["ItemListed", "ItemNotUsable", "NothingMissing"]


def test_a_line_is_removed_with_a_reason_and_stays_in_the_log(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    line = only_line(oda, made)
    address = f"{URL}/{made['id']}/lines/{line['id']}"
    etag = {"If-Match": oda.get(address).headers["ETag"]}

    without = oda.delete(address, headers=etag)
    response = oda.delete(f"{address}?reason_code=SUPPLIER_LIMIT", headers=etag)

    assert (without.status_code, response.status_code) == (400, 204)
    after = oda.get(f"{URL}/{made['id']}").get_json()
    assert after["line_count"] == 0
    assert Decimal(after["total_gap_quantity"]) == 0
    entry = session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(1)).one()
    assert (entry.action, entry.reason) == ("needs:list:line_removed", "SUPPLIER_LIMIT")
    assert entry.before is not None
    assert Decimal(entry.before["gap_quantity"]) == 800


def test_a_line_that_reviewers_wrote_about_stays(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    line = only_line(oda, made)
    session.add(NeedsListReviewNote(needs_list_item_id=line["id"], note="Why?"))
    session.flush()
    address = f"{URL}/{made['id']}/lines/{line['id']}?reason_code=SUPPLIER_LIMIT"

    refused = oda.delete(address, headers={"If-Match": "*"})

    assert (refused.status_code, refused.get_json()["code"]) == (409, "LineHasNotes")


def test_reviewers_write_notes_while_the_list_waits(
    oda: SignedInClient, abe: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    address = f"{URL}/{made['id']}/lines/{only_line(oda, made)['id']}/notes"
    early = abe.post(address, json={"note": "Why so much?"})
    submit(session, made["id"])

    response = abe.post(address, json={"note": "Why so much?"})

    assert early.get_json()["code"] == "NotUnderReview"
    [note] = response.get_json()["notes"]
    assert (note["note"], note["created_by"]) == ("Why so much?", "abe")
    assert oda.post(address, json={"note": "Mine"}).status_code == 403
    assert oda.get(f"{URL}/{made['id']}").get_json()["status"] == "PENDING_APPROVAL"


def test_a_receipt_explains_the_line_and_proves_itself(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    line = only_line(oda, drafted(oda, scene))
    address = f"{URL}/{line['needs_list_id']}/lines/{line['id']}/explain"

    shown = oda.get(address).get_json()
    session.execute(update(NeedsListItem).values(explanation_hash="forged"))

    assert (shown["is_intact"], shown["is_repeatable"]) == (True, True)
    assert {step["name"]: Decimal(step["value"]) for step in shown["steps"]}["required"] == 900
    assert shown["inputs"]["burn"]["source"] == "core.stock_movement"
    assert oda.get(address).get_json()["is_intact"] is False


def test_a_replay_names_what_moved_and_changes_nothing(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    line = only_line(oda, made)
    address = f"{URL}/{made['id']}/lines/{line['id']}/replay"
    same = oda.post(address).get_json()
    put_stock(session, scene.item, scene.site, 60)

    moved = oda.post(address).get_json()

    assert (same["inputs"], same["result"]) == ([], [])
    inputs = {change["name"]: change for change in moved["inputs"]}
    assert Decimal(inputs["stock.usable"]["after"]) == 160
    results = {change["name"]: change["after"] for change in moved["result"]}
    assert Decimal(results["gap"]) == 740
    assert only_line(oda, made) == line


def test_a_line_of_another_formula_says_that_it_cannot_be_explained(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    listed = make_needs_list(session, scene.event, scene.site, lines=[{"item": scene.item}])
    line = only_line(oda, {"id": listed.id})
    address = f"{URL}/{listed.id}/lines/{line['id']}"

    assert oda.get(f"{address}/explain").get_json()["code"] == "ReceiptNotReadable"
    assert split(change_line(oda, line, quantity="30", **WHY).get_json()) == [0, 0, 30]


def test_lines_are_filtered_and_exported(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    made = drafted(oda, scene)
    address = f"{URL}/{made['id']}"

    def count(**query: object) -> int:
        total: int = oda.get(f"{address}/lines", query_string=query).get_json()["meta"]["total"]
        return total

    assert [count(horizon="A"), count(horizon="B"), count(horizon="C")] == [1, 0, 1]
    assert [count(severity="WARNING"), count(severity="OK")] == [1, 0]
    assert [count(q="water"), count(q="fire"), count(adjusted="true")] == [1, 0, 0]
    assert oda.get(f"{address}/lines?format=csv").headers["X-Total-Count"] == "1"
    bought = oda.get(f"{address}/procurement-request?format=csv").get_data(as_text=True)
    assert bought.splitlines() == [
        "sku,item_name,unit,required_quantity,estimated_unit_cost,estimated_total_cost",
        f"{scene.item.sku},Water tablets,BOX,600.0000,2.0000,1200.0000",
    ]
    assert oda.get(f"{address}/donation-request").get_json()["data"] == []


def test_lines_of_a_list_are_reached_through_it_alone(
    oda: SignedInClient, session: Session, scene: Scene
) -> None:
    line = only_line(oda, drafted(oda, scene))
    other = make_needs_list(session, scene.event, scene.giver, status=Status.DRAFT)

    assert oda.get(f"{URL}/{other.id}/lines/{line['id']}").status_code == 404
    assert oda.get(f"{URL}/{2**40}/lines").status_code == 404
