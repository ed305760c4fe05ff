"""GET /transfers/{id}/waybill.pdf; GET /goods-receipts[/{id}[/note.pdf]]."""

from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.execution.words import ENGLISH, PORTUGUESE, Words
from backend.tests.execution.conftest import (
    URL,
    Depots,
    counted,
    dispatched,
    done,
    draft,
    step,
)
from backend.tests.papers import text_of
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

NOTES = "/api/v1/goods-receipts"


@pytest.fixture
def number(ole: SignedInClient, mia: SignedInClient, depots: Depots) -> int:
    """A transfer of 75 of which 2 came damaged."""
    number = dispatched(ole, mia, depots, 75)
    count = counted(ole, number, 2, reason_code="DAMAGE_IN_TRANSIT")
    count[0]["lots"][0]["damaged_quantity"] = "2"
    done(step(ole, number, "receive", received=count, note="Rain got in"))
    return number


def test_a_waybill_names_every_lot_that_left(
    vic: SignedInClient, number: int, depots: Depots
) -> None:
    answer = vic.get(f"{URL}/{number}/waybill.pdf")

    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    shown = text_of(answer.get_data())
    waybill = vic.get(f"{URL}/{number}").get_json()["waybill_no"]
    assert f"Waybill {waybill}" in shown
    assert f'filename="{waybill}.pdf"' in answer.headers["Content-Disposition"]
    for word in ("North", "South", "TARP", depots.soon.lot_number, depots.late.lot_number):
        assert word in shown
    assert " 60 " in shown
    assert " 15 " in shown


def test_there_is_no_waybill_before_the_goods_leave(ole: SignedInClient, depots: Depots) -> None:
    refused = ole.get(f"{URL}/{draft(ole, depots)}/waybill.pdf")

    assert (refused.status_code, refused.get_json()["code"]) == (409, "NoWaybill")


def test_a_reader_gets_papers_in_their_language(
    vic: SignedInClient, session: Session, number: int, depots: Depots
) -> None:
    depots.north.time_zone = "America/Sao_Paulo"
    session.execute(text("UPDATE support.users SET locale = 'pt-BR' WHERE username = 'vic'"))
    session.commit()

    shown = text_of(vic.get(f"{URL}/{number}/waybill.pdf").get_data())

    assert "Guia de transporte" in shown
    assert f"{depots.soon.expires_on:%d/%m/%Y}" in shown
    assert "-03" in shown


def test_what_came_is_listed_and_shown(vic: SignedInClient, number: int, depots: Depots) -> None:
    row = get_rows(vic, f"{NOTES}?transfer_id={number}")[0]
    shown = vic.get(f"{NOTES}/{row['id']}").get_json()

    transfer = vic.get(f"{URL}/{number}").get_json()
    assert (row["source"], row["document_no"]) == ("TRANSFER", transfer["transfer_no"])
    assert (row["document_id"], row["site_name"]) == (number, "South")
    assert (row["received_by"], row["note"], row["lines"]) == ("ole", "Rain got in", 3)
    assert sorted((line["condition"], line["quantity"]) for line in shown["items"]) == [
        ("DAMAGED", "2.0000"),
        ("GOOD", "15.0000"),
        ("GOOD", "58.0000"),
    ]


def test_the_note_as_a_paper(vic: SignedInClient, number: int) -> None:
    row = get_rows(vic, f"{NOTES}?transfer_id={number}")[0]

    shown = text_of(vic.get(f"{NOTES}/{row['id']}/note.pdf").get_data())

    for word in (row["receipt_no"], row["document_no"], "South", "ole", "Rain got in"):
        assert word in shown
    assert "Damaged, not in stock" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=GRN-", 1),
        ("q=TR-", 1),
        ("q=nothing", 0),
        ("source=TRANSFER", 1),
        ("source=INTAKE", 0),
        ("procurement_id=1", 0),
        ("intake_id=1", 0),
    ],
)
def test_filters(vic: SignedInClient, number: int, query: str, found: int) -> None:
    assert len(get_rows(vic, f"{NOTES}?{query}")) == found


def test_filters_by_site_and_the_csv_file(vic: SignedInClient, number: int, depots: Depots) -> None:
    assert len(get_rows(vic, f"{NOTES}?site_id={depots.south.id}")) == 1
    assert get_rows(vic, f"{NOTES}?site_id={depots.north.id}") == []
    assert_csv_holds_the_list(vic, NOTES, "receipt_no")


def test_a_note_that_is_not_there(vic: SignedInClient) -> None:
    for url in (f"{NOTES}/999999", f"{NOTES}/999999/note.pdf"):
        assert vic.get(url).get_json()["code"] == "GoodsReceiptNotFound"


def test_both_languages_have_the_same_words() -> None:
    assert ENGLISH.keys() == PORTUGUESE.keys()


@pytest.mark.parametrize(
    ("locale", "value", "expected"),
    [
        ("en", "1234.5000", "1,234.5"),
        ("pt-BR", "1234.5000", "1.234,5"),
        ("pt-BR", "100", "100"),
        ("en", "0.0001", "0.0001"),
    ],
)
def test_numbers_are_written_as_people_write_them(locale: str, value: str, expected: str) -> None:
    assert Words(locale, None).number(Decimal(value)) == expected
