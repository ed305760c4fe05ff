"""How far the documents of a list are. Transfers and donations live above: read by SQL only."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Exists, column, exists, or_, select, table
from sqlalchemy.orm import Session

from backend.needs.lines.models import NeedsListItem
from backend.procurement.purchases.models import Procurement

TRANSFER = table("transfer", column("needs_list_id"), column("status"), schema="ops")
ALLOCATION = table(
    "donation_allocation", column("needs_list_item_id"), column("status"), schema="ops"
)
# Nothing more comes of a document in one of these. A transfer whose variance is still looked into
# has delivered what it will deliver.
TRANSFER_ENDS = ("RECEIVED", "RECONCILED", "REJECTED", "CANCELLED")
PROCUREMENT_ENDS = ("RECEIVED", "REJECTED", "CANCELLED")
ALLOCATION_ENDS = ("RECEIVED", "RELEASED")


@dataclass(frozen=True, slots=True)
class Progress:
    """Whether anything is still to come, whether goods were counted in, and whether any came."""

    is_open: bool
    was_counted: bool
    has_delivered: bool


def progress(session: Session, needs_list_id: int) -> Progress:
    asked = (_is_open(needs_list_id), _was_counted(needs_list_id), _has_delivered(needs_list_id))
    return Progress(*session.execute(select(*asked)).one())


def _was_counted(needs_list_id: int) -> ColumnElement[bool]:
    """Whether a document ended with a count, even one in which nothing was usable."""
    transfers = exists().where(
        TRANSFER.c.needs_list_id == needs_list_id,
        TRANSFER.c.status.in_(("RECEIVED", "RECONCILED")),
    )
    procurements = exists().where(
        Procurement.needs_list_id == needs_list_id, Procurement.status == "RECEIVED"
    )
    return or_(transfers, procurements)


def _is_open(needs_list_id: int) -> ColumnElement[bool]:
    transfers = exists().where(
        TRANSFER.c.needs_list_id == needs_list_id, TRANSFER.c.status.not_in(TRANSFER_ENDS)
    )
    procurements = exists().where(
        Procurement.needs_list_id == needs_list_id, Procurement.status.not_in(PROCUREMENT_ENDS)
    )
    donations = exists().where(
        ALLOCATION.c.needs_list_item_id == NeedsListItem.id,
        NeedsListItem.needs_list_id == needs_list_id,
        ALLOCATION.c.status.not_in(ALLOCATION_ENDS),
    )
    return or_(transfers, procurements, donations)


def _has_delivered(needs_list_id: int) -> Exists:
    return exists().where(
        NeedsListItem.needs_list_id == needs_list_id, NeedsListItem.fulfilled_quantity > 0
    )
