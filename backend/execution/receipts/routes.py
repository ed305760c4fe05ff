"""GET /goods-receipts[/{id}], /goods-receipts/{id}/note.pdf."""

from flask import Response

from backend.access.guard import current_user, requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, file_response
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.papers import PDF, render
from backend.core.schemas import Page
from backend.execution.receipts import paper, queries
from backend.execution.receipts.schemas import (
    GoodsReceiptDetailOut,
    GoodsReceiptOut,
    GoodsReceiptPath,
    GoodsReceiptQuery,
)
from backend.extensions import current_session

goods_receipts = blueprint("goods-receipts", "/goods-receipts")

NEWEST_FIRST = Ordering(default="-at")


@goods_receipts.get("")
@requires(Permission.TRANSFER_READ)
def list_goods_receipts(query: GoodsReceiptQuery) -> Page[GoodsReceiptOut] | Response:
    """List what was taken in, the last arrival first."""
    return listing(query, queries.receipts(query), GoodsReceiptOut, ordering=NEWEST_FIRST)


@goods_receipts.get("/<int:receipt_id>")
@requires(Permission.TRANSFER_READ)
def get_goods_receipt(path: GoodsReceiptPath) -> GoodsReceiptDetailOut:
    """Show one goods received note, lot by lot."""
    return queries.receipt(current_session(), path.receipt_id)


@goods_receipts.get("/<int:receipt_id>/note.pdf", produces=PDF)
@requires(Permission.TRANSFER_READ)
def get_goods_received_note(path: GoodsReceiptPath) -> Response:
    """Show the note as a paper to sign, in the reader's language."""
    locale = current_user().locale
    note = paper.goods_received_note(current_session(), path.receipt_id, locale=locale)
    return file_response(render(note), PDF, f"{note.number}.pdf")
