"""How a paper is set on its pages: a heading, facts, a table, places to sign. No Flask."""

import io
from collections.abc import Sequence
from html import escape
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, Table

from backend.core.papers import Paper

MARGIN = 18 * mm
# What reportlab leaves free inside the margin of every page.
PADDING = 6
LEFT, RIGHT = MARGIN + PADDING, A4[0] - MARGIN - PADDING
WIDTH = RIGHT - LEFT
GAP = 8 * mm
INK, PALE, LINE = Color(0.1, 0.12, 0.16), Color(0.42, 0.45, 0.5), Color(0.8, 0.82, 0.85)
TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9, leading=12, textColor=INK)
NUMBER = ParagraphStyle("number", parent=TEXT, alignment=2)
LABEL = ParagraphStyle("label", parent=TEXT, fontSize=7.5, leading=10, textColor=PALE)
RIGHT_LABEL = ParagraphStyle("right-label", parent=LABEL, alignment=2)
HEADING = ParagraphStyle("heading", parent=TEXT, fontName="Helvetica-Bold", fontSize=18, leading=24)


def laid_out(paper: Paper) -> bytes:
    """Return the PDF file."""
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 6 * mm,
        title=f"{paper.title} {paper.number}",
        author="Quartermaster",
        invariant=1,
    )

    def sign_page(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 7.5)
        canvas.setFillColor(PALE)
        canvas.drawString(LEFT, MARGIN, paper.footer)
        canvas.drawRightString(RIGHT, MARGIN, f"{paper.number} · {page.page}")

    document.build(_content(paper), onFirstPage=sign_page, onLaterPages=sign_page)
    return file.getvalue()


def _content(paper: Paper) -> list[Any]:
    remarks = [_text(remark, TEXT) for remark in paper.remarks]
    return [
        _text(f"{paper.title} {paper.number}", HEADING),
        Spacer(0, 4 * mm),
        _facts(paper.facts),
        Spacer(0, 6 * mm),
        _rows(paper),
        Spacer(0, 6 * mm),
        *remarks,
        Spacer(0, 16 * mm),
        _signatures(paper.signatures),
    ]


def _facts(facts: Sequence[tuple[str, str]]) -> Table:
    """Set facts side by side in two columns, each under its label."""
    cells = [[_text(label, LABEL), _text(value, TEXT)] for label, value in facts]
    cells += [[_text("", TEXT)]] * (len(cells) % 2)
    pairs = [cells[start : start + 2] for start in range(0, len(cells), 2)]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return Table(pairs, colWidths=[WIDTH / 2] * 2, style=style)


def _rows(paper: Paper) -> LongTable:
    shares = sum(column.share for column in paper.columns)
    widths = [WIDTH * column.share / shares for column in paper.columns]
    head = [_text(one.title, RIGHT_LABEL if one.is_number else LABEL) for one in paper.columns]
    body = [
        [
            _text(value, NUMBER if column.is_number else TEXT)
            for column, value in zip(paper.columns, row, strict=True)
        ]
        for row in paper.rows
    ]
    style = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
    ]
    return LongTable([head, *body], colWidths=widths, repeatRows=1, style=style)


def _signatures(labels: Sequence[str]) -> Table:
    """Draw a line to sign on for each, with a gap to the next."""
    width = (WIDTH - GAP * (len(labels) - 1)) / len(labels)
    cells: list[Any] = []
    widths: list[float] = []
    style: list[Any] = [("LEFTPADDING", (0, 0), (-1, -1), 0)]
    for label in labels:
        if cells:
            cells.append("")
            widths.append(GAP)
        style.append(("LINEABOVE", (len(cells), 0), (len(cells), 0), 0.5, INK))
        cells.append(_text(label, LABEL))
        widths.append(width)
    return Table([cells], colWidths=widths, style=style)


def _text(value: str, style: ParagraphStyle) -> Paragraph:
    """Set text. What people typed is never markup."""
    return Paragraph(escape(value).replace("\n", "<br/>"), style)
