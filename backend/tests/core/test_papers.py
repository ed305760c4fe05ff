"""Papers as PDF."""

from dataclasses import replace

from backend.core.papers import Column, Paper, render
from backend.tests.papers import text_of

PAPER = Paper(
    title="Waybill",
    number="WB-1",
    facts=[("From", "North"), ("To", "São João"), ("Event", "FLOOD")],
    columns=[Column("SKU", 1), Column("Quantity", 1, is_number=True)],
    rows=[("A-1", "1,200")],
    remarks=["Fragile"],
    signatures=["Sent by", "Taken in by"],
    footer="Printed today",
)


def test_a_paper_says_everything() -> None:
    text = text_of(render(PAPER))

    for word in ("Waybill WB-1", "São João", "FLOOD", "A-1", "1,200", "Fragile", "Sent by"):
        assert word in text
    assert "WB-1 · 1" in text


def test_the_same_paper_is_the_same_file() -> None:
    assert render(PAPER) == render(PAPER)


def test_what_people_typed_is_no_markup() -> None:
    typed = replace(PAPER, remarks=["<b>5 < 6 & so on</b>", '<img src="file:///etc/passwd"/>'])

    text = text_of(render(typed)).replace(" ", "")

    assert "<b>5<6&soon</b>" in text
    assert '<imgsrc="file:///etc/passwd"/>' in text


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    text = text_of(render(replace(PAPER, rows=[(f"A-{n}", "1") for n in range(120)])))

    assert text.count("Quantity") == 4
    assert "A-119" in text
    assert "WB-1 · 4" in text


def test_a_table_without_rows_and_words_too_long_for_their_column() -> None:
    assert "SKU" in text_of(render(replace(PAPER, rows=[])))
    assert render(replace(PAPER, rows=[("X" * 400, "1")]))
    assert render(replace(PAPER, rows=[("Ж漢字🚚", "1")]))
