"""GET, POST /procurements; GET, PATCH /procurements/{id}; what a needs list drafts."""

from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import Organisation
from backend.audit.models import AuditLog
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList
from backend.procurement.purchases import service
from backend.procurement.purchases.models import Procurement, ProcurementItem
from backend.procurement.purchases.rules import PurchaseLine
from backend.procurement.purchases.workflow import Status
from backend.tests.conftest import sign_in
from backend.tests.factories import make_item, make_site, make_supplier, make_supplier_item
from backend.tests.needs.factories import make_event, make_needs_list
from backend.tests.procurement.factories import URL, make_procurement
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient


@pytest.fixture
def officer(app: Flask, session: Session) -> SignedInClient:
    return sign_in(app, session, "olga", "LOGISTICS_OFFICER")


def patch(client: SignedInClient, procurement: Procurement, **sent: Any) -> Any:
    address = f"{URL}/{procurement.id}"
    etag = client.get(address).headers["ETag"]
    return client.patch(address, json=sent, headers={"If-Match": etag})


def test_an_officer_drafts_a_purchase_at_the_supplier_s_price(
    officer: SignedInClient, session: Session
) -> None:
    session.get_one(Organisation, 1).currency = "BRL"
    supplier, site = make_supplier(session), make_site(session)
    known, other = make_item(session), make_item(session)
    make_supplier_item(
        session, supplier_id=supplier.id, item_id=known.id, unit_price=Decimal("2.25")
    )
    body = {
        "site_id": site.id,
        "supplier_id": supplier.id,
        "lines": [
            {"item_id": known.id, "quantity": "10"},
            {"item_id": other.id, "quantity": "4", "unit_price": "5"},
        ],
    }

    answer = officer.post(URL, json=body, headers={"Idempotency-Key": "one"})
    again = officer.post(URL, json=body, headers={"Idempotency-Key": "one"})

    shown = answer.get_json()
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"/procurements/{shown['id']}")
    assert [line["unit_price"] for line in shown["lines"]] == ["2.2500", "5.0000"]
    assert (shown["total_value"], shown["currency"]) == ("42.5000", "BRL")
    assert (shown["status"], shown["actions"]) == ("DRAFT", ["submit", "cancel"])
    assert shown["procurement_no"].startswith("PROC-20")
    assert again.get_json() == shown
    assert session.scalars(select(Procurement.id)).all() == [shown["id"]]
    entry = session.scalars(select(AuditLog).where(AuditLog.entity == "procurement")).one()
    assert entry.action == "procurement:procurement:created"


def test_a_price_that_nobody_knows_leaves_the_total_unknown(
    officer: SignedInClient, session: Session
) -> None:
    line = {"item_id": make_item(session).id, "quantity": "1"}

    shown = officer.post(URL, json={"site_id": make_site(session).id, "lines": [line]}).get_json()

    assert (shown["total_value"], shown["lines"][0]["line_total"]) == (None, None)
    assert shown["deciding_role"] == "APPROVER"


def test_what_does_not_exist_is_refused_with_a_sentence(
    officer: SignedInClient, session: Session
) -> None:
    site, item = make_site(session), make_item(session)
    asleep = make_supplier(session, is_active=False, name="Asleep")
    line = {"item_id": item.id, "quantity": "1"}
    cases: list[tuple[dict[str, Any], int, str]] = [
        ({"site_id": 10**9, "lines": [line]}, 422, "PartyUnknown"),
        ({"site_id": site.id, "event_id": 10**9, "lines": [line]}, 422, "PartyUnknown"),
        ({"site_id": site.id, "lines": [{"item_id": 10**9, "quantity": "1"}]}, 422, "ItemUnusable"),
        ({"site_id": site.id, "supplier_id": asleep.id, "lines": [line]}, 409, "SupplierInactive"),
        ({"site_id": site.id, "lines": [line, line]}, 422, "Unprocessable"),
        ({"site_id": site.id, "lines": []}, 422, "Unprocessable"),
    ]

    for body, status, code in cases:
        answer = officer.post(URL, json=body)
        assert (answer.status_code, answer.get_json()["code"]) == (status, code), body


def test_a_draft_is_changed_and_nothing_else(officer: SignedInClient, session: Session) -> None:
    draft = make_procurement(session)
    item = session.scalars(select(ProcurementItem.item_id)).one()
    ordered = make_procurement(session, status=Status.ORDERED)

    shown = patch(
        officer,
        draft,
        method="FRAMEWORK",
        notes="Call first",
        lines=[{"item_id": item, "quantity": "3", "unit_price": "4"}],
    ).get_json()

    assert (shown["method"], shown["notes"], shown["total_value"]) == (
        "FRAMEWORK", "Call first", "12.0000",
    )  # fmt: skip
    assert patch(officer, ordered, notes="x").get_json()["code"] == "ProcurementNotEditable"


def test_an_edit_of_an_older_state_is_refused(officer: SignedInClient, session: Session) -> None:
    draft = make_procurement(session)
    address = f"{URL}/{draft.id}"
    etag = officer.get(address).headers["ETag"]
    item = session.scalars(select(ProcurementItem.item_id)).one()
    lines = [{"item_id": item, "quantity": "7"}]

    first = officer.patch(address, json={"lines": lines}, headers={"If-Match": etag})
    second = officer.patch(address, json={"notes": "x"}, headers={"If-Match": etag})
    without = officer.patch(address, json={"notes": "x"})

    assert first.status_code == 200
    assert (second.status_code, without.status_code) == (412, 428)
    assert second.get_json()["current"]["lines"][0]["ordered_quantity"] == "7.0000"


def test_a_line_of_a_needs_list_stays(officer: SignedInClient, session: Session) -> None:
    site = make_site(session)
    needs_list = make_needs_list(session, make_event(session), site, lines=[{}])
    line = _first_line(session, needs_list.id)
    drafted = _draft(session, needs_list, [PurchaseLine(line.item_id, Decimal(5), line.id)])[0]

    kept = patch(officer, drafted, lines=[{"item_id": line.item_id, "quantity": "6"}])
    gone = patch(
        officer, drafted, lines=[{"item_id": make_item(session).id, "quantity": "6"}]
    ).get_json()

    assert kept.get_json()["lines"][0]["needs_list_item_id"] == line.id
    assert gone["code"] == "LineOfNeedsList"


def test_a_needs_list_drafts_one_purchase_for_each_supplier(session: Session) -> None:
    needs_list = make_needs_list(
        session, make_event(session), make_site(session), lines=[{}, {}, {}, {}]
    )
    lines = session.scalars(
        select(NeedsListItem)
        .where(NeedsListItem.needs_list_id == needs_list.id)
        .order_by(NeedsListItem.id)
    ).all()
    preferred = make_supplier(session)
    for number, line in enumerate(lines[:2]):
        make_supplier_item(session, item_id=line.item_id, unit_price=Decimal(9))
        make_supplier_item(
            session,
            item_id=line.item_id,
            supplier_id=preferred.id,
            is_preferred=True,
            unit_price=Decimal(number + 1),
        )
    only = make_supplier_item(session, item_id=lines[2].item_id, unit_price=None)
    wanted = [PurchaseLine(line.item_id, Decimal(10), line.id) for line in lines]

    drafted = _draft(session, needs_list, wanted)

    # The fourth has no supplier at all, which a person has to find; its number comes first.
    assert [each.supplier_id for each in drafted] == [None, preferred.id, only.supplier_id]
    assert [each.total_value for each in drafted] == [None, Decimal(30), None]
    assert {each.status for each in drafted} == {"DRAFT"}
    assert {each.needs_list_id for each in drafted} == {needs_list.id}
    assert len({each.procurement_no for each in drafted}) == 3


def test_lines_that_ask_for_nothing_draft_nothing(session: Session) -> None:
    needs_list = make_needs_list(session, make_event(session), make_site(session), lines=[{}])
    line = _first_line(session, needs_list.id)

    assert _draft(session, needs_list, [PurchaseLine(line.item_id, Decimal(0), line.id)]) == []


def test_the_list_filters_sorts_and_exports(vic: SignedInClient, session: Session) -> None:
    site = make_site(session)
    first = make_procurement(session, target_site_id=site.id, procurement_no="PROC-A")
    second = make_procurement(session, status=Status.RECEIVED, po_number="PO-77")
    item = session.scalars(
        select(ProcurementItem.item_id).where(ProcurementItem.procurement_id == second.id)
    ).one()

    def found(query: str) -> list[int]:
        return [row["id"] for row in get_rows(vic, f"{URL}?sort=id&{query}")]

    assert found("") == [first.id, second.id]
    assert found("status=DRAFT&status=ORDERED") == [first.id]
    assert found("q=po-7") == [second.id]
    assert found(f"site_id={site.id}") == [first.id]
    assert found(f"item_id={item}") == [second.id]
    assert found("open=true") == [first.id]
    assert found("open=false") == [second.id]
    assert_csv_holds_the_list(vic, f"{URL}?sort=-procurement_no", "procurement_no")


def test_who_is_not_let_in(client: FlaskClient, vic: SignedInClient, session: Session) -> None:
    assert client.get(URL).status_code == 401
    assert vic.post(URL, json={}).status_code == 403
    assert vic.get(f"{URL}/1000000").status_code == 404
    assert vic.get(f"{URL}/{make_procurement(session).id}").get_json()["actions"] == []


def _first_line(session: Session, needs_list_id: int) -> NeedsListItem:
    return session.scalars(
        select(NeedsListItem).where(NeedsListItem.needs_list_id == needs_list_id)
    ).one()


def _draft(session: Session, needs_list: NeedsList, lines: list[PurchaseLine]) -> list[Procurement]:
    drafted = service.draft_from_lines(
        session,
        needs_list_id=needs_list.id,
        event_id=needs_list.event_id,
        site_id=needs_list.site_id,
        lines=lines,
        by=None,
    )
    session.commit()
    return drafted
