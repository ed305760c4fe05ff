"""GET, POST /transfers; GET, PATCH /transfers/{id}; GET /transfers/{id}/lines, /lots."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from backend.tests.execution.conftest import URL, Depots, approved, draft, lines
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import make_event
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient


def patch(client: SignedInClient, number: int, **body: Any) -> Any:
    tag = client.get(f"{URL}/{number}").headers["ETag"]
    return client.patch(f"{URL}/{number}", json=body, headers={"If-Match": tag})


def test_a_draft_says_where_from_and_where_to(ole: SignedInClient, depots: Depots) -> None:
    number = draft(ole, depots, notes="By road")

    shown = ole.get(f"{URL}/{number}").get_json()
    assert shown["transfer_no"].startswith("TR-")
    assert (shown["status"], shown["notes"]) == ("DRAFT", "By road")
    assert (shown["from_site_name"], shown["to_site_name"]) == ("North", "South")
    assert (shown["created_by"], shown["lines"]) == ("ole", 1)
    assert shown["actions"] == ["submit", "cancel"]


def test_a_draft_promises_nothing(ole: SignedInClient, session: Session, depots: Depots) -> None:
    draft(ole, depots)

    assert depots.balance(session, depots.north) == (100, 0)


def test_a_repeated_key_makes_no_second_draft(ole: SignedInClient, depots: Depots) -> None:
    body = {
        "from_site_id": depots.north.id,
        "to_site_id": depots.south.id,
        "lines": [{"item_id": depots.item.id, "quantity": "5"}],
    }

    answers = [ole.post(URL, json=body, headers={"Idempotency-Key": "one"}) for _ in range(2)]

    assert answers[0].get_json() == answers[1].get_json()
    assert len(get_rows(ole, URL)) == 1


def test_who_may_not_edit_transfers_makes_none(vic: SignedInClient, depots: Depots) -> None:
    body = {"from_site_id": 1, "to_site_id": 2, "lines": [{"item_id": 1, "quantity": "1"}]}

    assert vic.post(URL, json=body).status_code == 403


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to_site_id": "north"}, "A transfer goes from one site to another."),
        ({"to_site_id": 999_999}, "There is no active site 999999."),
        ({"event_id": 999_999}, "There is no event 999999."),
        ({"lines": [{"item_id": 999_999, "quantity": "1"}]}, "There is no active item 999999."),
        ({"lines": "twice"}, "An item can be on a transfer only once."),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    ole: SignedInClient, depots: Depots, change: dict[str, Any], sentence: str
) -> None:
    line = {"item_id": depots.item.id, "quantity": "1"}
    body = {"from_site_id": depots.north.id, "to_site_id": depots.south.id, "lines": [line]}
    body |= change
    if body["to_site_id"] == "north":
        body["to_site_id"] = depots.north.id
    if body["lines"] == "twice":
        body["lines"] = [line, line]

    answer = ole.post(URL, json=body)

    assert (answer.status_code, answer.get_json()["detail"]) == (422, sentence)


@pytest.mark.parametrize("quantity", ["0", "-1", "1.00001", "NaN"])
def test_a_quantity_is_positive_and_exact(
    ole: SignedInClient, depots: Depots, quantity: str
) -> None:
    line = {"item_id": depots.item.id, "quantity": quantity}
    body = {"from_site_id": depots.north.id, "to_site_id": depots.south.id, "lines": [line]}

    assert ole.post(URL, json=body).status_code == 422


def test_a_draft_can_be_changed(ole: SignedInClient, session: Session, depots: Depots) -> None:
    number = draft(ole, depots)
    other = make_item(session, sku="ROPE")
    session.commit()

    changed = patch(
        ole,
        number,
        notes="By boat",
        expected_arrival="2026-03-05T10:00:00Z",
        lines=[{"item_id": other.id, "quantity": "3"}],
    )

    assert changed.status_code == 200
    assert changed.get_json()["notes"] == "By boat"
    assert changed.get_json()["expected_arrival"] == "2026-03-05T10:00:00Z"
    assert [line["sku"] for line in lines(ole, number)] == ["ROPE"]


def test_lines_are_fixed_once_submitted(
    ole: SignedInClient, mia: SignedInClient, depots: Depots
) -> None:
    number = approved(ole, mia, depots)

    refused = patch(ole, number, lines=[{"item_id": depots.item.id, "quantity": "3"}])

    assert refused.status_code == 409
    assert refused.get_json()["detail"] == (
        "The lines cannot be changed on a transfer that is approved."
    )
    assert patch(ole, number, notes="Fragile").status_code == 200


def test_two_people_changing_the_same_state(ole: SignedInClient, depots: Depots) -> None:
    number = draft(ole, depots)
    tag = ole.get(f"{URL}/{number}").headers["ETag"]
    patch(ole, number, lines=[{"item_id": depots.item.id, "quantity": "7"}])

    late = ole.patch(f"{URL}/{number}", json={"notes": "x"}, headers={"If-Match": tag})

    assert late.status_code == 412
    assert ole.patch(f"{URL}/{number}", json={"notes": "x"}).status_code == 428


def test_filters(ole: SignedInClient, session: Session, depots: Depots) -> None:
    event = make_event(session)
    other = make_site(session)
    session.commit()
    number = draft(ole, depots, event_id=event.id)

    shown = ole.get(f"{URL}/{number}").get_json()
    found = {
        f"q={shown['transfer_no']}": 1,
        "q=nothing-like-it": 0,
        "status=DRAFT": 1,
        "status=RECEIVED": 0,
        "is_open=true": 1,
        "is_open=false": 0,
        f"from_site_id={depots.north.id}": 1,
        f"from_site_id={depots.south.id}": 0,
        f"to_site_id={depots.south.id}": 1,
        f"site_id={depots.south.id}": 1,
        f"site_id={other.id}": 0,
        f"event_id={event.id}": 1,
        f"event_id={event.id + 1}": 0,
        f"item_id={depots.item.id}": 1,
        f"item_id={depots.item.id + 1}": 0,
        "needs_list_id=1": 0,
    }
    assert {query: len(get_rows(ole, f"{URL}?{query}")) for query in found} == found


def test_the_csv_files_have_the_same_rows(ole: SignedInClient, depots: Depots) -> None:
    number = draft(ole, depots)
    draft(ole, depots)

    assert_csv_holds_the_list(ole, URL, "transfer_no")
    assert_csv_holds_the_list(ole, f"{URL}/{number}/lines", "sku")


def test_the_lots_at_the_source_and_what_would_be_sent(ole: SignedInClient, depots: Depots) -> None:
    number = draft(ole, depots, 75)

    shown = ole.get(f"{URL}/{number}/lots").get_json()["data"]

    assert [(line["sku"], line["missing_quantity"]) for line in shown] == [("TARP", "0.0000")]
    assert [
        (lot["lot_number"], lot["on_hand"], lot["first_expired_quantity"], lot["is_expired"])
        for lot in shown[0]["lots"]
    ] == [
        (depots.soon.lot_number, "60.0000", "60.0000", False),
        (depots.late.lot_number, "40.0000", "15.0000", False),
    ]


def test_a_transfer_that_is_not_there(ole: SignedInClient) -> None:
    for url in (f"{URL}/999999", f"{URL}/999999/lines", f"{URL}/999999/lots"):
        assert ole.get(url).get_json()["code"] == "TransferNotFound"
    for way in ("steps", "override"):
        body = {"action": "submit"} if way == "steps" else {"action": "approve"}
        answer = ole.post(f"{URL}/999999/{way}", json=body, headers={"If-Match": "*"})
        assert answer.status_code in (403, 404)
