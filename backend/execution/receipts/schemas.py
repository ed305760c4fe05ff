"""Goods received notes as the API shows them."""

import datetime as dt
from typing import Literal

from pydantic import Field

from backend.core.schemas import Exact, Id, ListQuery, Out, PathModel


class GoodsReceiptPath(PathModel):
    receipt_id: Id


class GoodsReceiptQuery(ListQuery):
    q: str | None = Field(
        default=None, max_length=100, description="Part of a note's or its document's number."
    )
    transfer_id: Id | None = None
    procurement_id: Id | None = None
    intake_id: Id | None = None
    site_id: Id | None = None
    source: Literal["TRANSFER", "PROCUREMENT", "INTAKE"] | None = None


class GoodsReceiptOut(Out):
    """One arrival of a transfer, a procurement or a donation."""

    id: int
    receipt_no: str
    source: Literal["TRANSFER", "PROCUREMENT", "INTAKE"]
    document_id: int
    document_no: str
    site_id: int
    site_code: str
    site_name: str
    lines: int
    received_by: str | None
    at: dt.datetime
    note: str | None


class GoodsReceiptLineOut(Out):
    id: int
    item_id: int
    sku: str
    item_name: str
    unit: str
    lot_id: int | None
    lot_number: str | None
    expires_on: dt.date | None
    quantity: Exact
    condition: Literal["GOOD", "DAMAGED"] = Field(description="What is damaged is not in stock.")


class GoodsReceiptDetailOut(GoodsReceiptOut):
    items: list[GoodsReceiptLineOut]
