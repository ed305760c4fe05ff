"""Intakes and their lines as rows."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.execution.donations.authority import intake_actions_for
from backend.execution.donations.models import DonationIntake, DonationIntakeItem, DonationItem
from backend.execution.donations.queries import intakes as all_intakes
from backend.execution.donations.workflow import IntakeStatus
from backend.execution.intakes.errors import IntakeNotFound
from backend.execution.intakes.schemas import IntakeDetailOut, IntakeLineOut, IntakeQuery
from backend.execution.receipts.models import GoodsReceipt


def intakes(donation_id: int, query: IntakeQuery) -> Rows:
    rows = all_intakes().where(DonationIntake.donation_id == donation_id)
    if query.status is not None:
        rows = rows.where(DonationIntake.status.in_(query.status))
    if query.site_id is not None:
        rows = rows.where(DonationIntake.site_id == query.site_id)
    return rows


def intake(
    session: Session, intake_id: int, *, user_id: int, permissions: frozenset[str]
) -> IntakeDetailOut:
    """Return an intake as one person sees it: with what that person may do next."""
    rows = (
        all_intakes()
        .add_columns(DonationIntake.created_by.label("creator_id"), GoodsReceipt.receipt_no)
        .outerjoin(GoodsReceipt, GoodsReceipt.intake_id == DonationIntake.id)
        .where(DonationIntake.id == intake_id)
    )
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise IntakeNotFound(intake_id)
    actions = intake_actions_for(
        IntakeStatus(found["status"]), permissions, is_own=found["creator_id"] == user_id
    )
    lines = lines_of(session, intake_id)
    return IntakeDetailOut.model_validate({**found, "lines": lines, "actions": actions})


def lines_of(session: Session, intake_id: int) -> list[IntakeLineOut]:
    own = DonationIntakeItem
    usable = own.counted_quantity - own.defective_quantity - own.expired_quantity
    rows = (
        select(
            *own.__table__.columns,
            DonationItem.item_id,
            Item.sku,
            Item.name.label("item_name"),
            Item.unit,
            usable.label("usable_quantity"),
        )
        .join(DonationItem, DonationItem.id == own.donation_item_id)
        .join(Item, Item.id == DonationItem.item_id)
        .where(own.intake_id == intake_id)
        .order_by(own.id)
    )
    return [IntakeLineOut.model_validate(dict(row)) for row in session.execute(rows).mappings()]
