"""The paper that says what was taken in."""

from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.papers import Column, Paper
from backend.execution.receipts import queries
from backend.execution.receipts.schemas import GoodsReceiptDetailOut
from backend.execution.words import Words
from backend.inventory.models import Site


def goods_received_note(session: Session, receipt_id: int, *, locale: str) -> Paper:
    receipt = queries.receipt(session, receipt_id)
    words = Words(locale, session.get_one(Site, receipt.site_id).time_zone)
    remarks = [f"{words['note']}: {receipt.note}"] if receipt.note else []
    return Paper(
        title=words["goods_received_note"],
        number=receipt.receipt_no,
        facts=[
            (words["site"], f"{receipt.site_name} ({receipt.site_code})"),
            (words[receipt.source.lower()], receipt.document_no),
            (words["received_at"], words.moment(receipt.at)),
            (words["received_by"], receipt.received_by or ""),
        ],
        columns=_columns(words),
        rows=_rows(words, receipt),
        remarks=remarks if receipt.items else [*remarks, words["nothing_came"]],
        signatures=[words["taken_in_by"], words["checked_by"]],
        footer=f"{words['printed']} {words.moment(clock.now())}",
    )


def _columns(words: Words) -> list[Column]:
    return [
        Column(words["sku"], 3),
        Column(words["item"], 6),
        Column(words["lot"], 3),
        Column(words["expires"], 3),
        Column(words["quantity"], 3, is_number=True),
        Column(words["unit"], 2),
        Column(words["condition"], 4),
    ]


def _rows(words: Words, receipt: GoodsReceiptDetailOut) -> list[tuple[str, ...]]:
    return [
        (
            line.sku,
            line.item_name,
            line.lot_number or "",
            words.date(line.expires_on),
            words.number(line.quantity),
            line.unit,
            words[line.condition],
        )
        for line in receipt.items
    ]
