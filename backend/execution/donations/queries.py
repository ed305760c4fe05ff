"""Donations as rows: with their lines, the lists that count on them, and their intakes."""

from typing import Any

from sqlalchemy import Subquery, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from backend.access.models import User
from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.execution.donations.authority import actions_for
from backend.execution.donations.errors import DonationNotFound
from backend.execution.donations.models import (
    Donation,
    DonationAllocation,
    DonationIntake,
    DonationItem,
)
from backend.execution.donations.schemas import (
    DonationAllocationOut,
    DonationDetailOut,
    DonationIntakeOut,
    DonationLineOut,
    DonationQuery,
)
from backend.execution.donations.workflow import DonationStatus
from backend.inventory.models import Site
from backend.needs.events.models import Event
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList


def donations(query: DonationQuery) -> Rows:
    rows = _donations()
    if query.q is not None:
        wanted = query.q.strip()
        rows = rows.where(
            or_(
                Donation.donation_no.icontains(wanted, autoescape=True),
                Donation.donor_name.icontains(wanted, autoescape=True),
            )
        )
    if query.status is not None:
        rows = rows.where(Donation.status.in_(query.status))
    for name in ("site_id", "event_id"):
        wanted_id = getattr(query, name)
        if wanted_id is not None:
            rows = rows.where(getattr(Donation, name) == wanted_id)
    if query.item_id is not None:
        rows = rows.where(
            exists().where(
                DonationItem.donation_id == Donation.id, DonationItem.item_id == query.item_id
            )
        )
    if query.needs_list_id is not None:
        rows = rows.where(_counted_on_by(query.needs_list_id))
    for name, column in (("restricted", Donation.restriction), ("shipped", Donation.shipped_at)):
        is_set = getattr(query, name)
        if is_set is not None:
            rows = rows.where(column.is_not(None) if is_set else column.is_(None))
    return rows


def donation(
    session: Session, donation_id: int, *, user_id: int, permissions: frozenset[str]
) -> DonationDetailOut:
    """Return a donation as one person sees it: with what that person may do next."""
    canceller = aliased(User)
    rows = (
        _donations()
        .add_columns(
            Donation.notes,
            canceller.username.label("cancelled_by"),
            Donation.cancelled_at,
            Donation.cancel_reason,
            Donation.created_by.label("creator_id"),
        )
        .outerjoin(canceller, canceller.id == Donation.cancelled_by)
    )
    found = session.execute(rows.where(Donation.id == donation_id)).mappings().one_or_none()
    if found is None:
        raise DonationNotFound(donation_id)
    return DonationDetailOut.model_validate(
        {
            **found,
            "lines": lines_of(session, donation_id),
            "allocations": allocations_of(session, donation_id),
            "intakes": _intakes_of(session, donation_id),
            "actions": actions_for(
                DonationStatus(found["status"]),
                permissions,
                is_own=found["creator_id"] == user_id,
                is_shipped=found["shipped_at"] is not None,
            ),
        }
    )


def lines_of(session: Session, donation_id: int) -> list[DonationLineOut]:
    promised = (
        select(
            DonationAllocation.donation_item_id,
            func.sum(DonationAllocation.received_quantity).label("received"),
        )
        .where(DonationAllocation.status != "RELEASED")
        .group_by(DonationAllocation.donation_item_id)
        .subquery("promised")
    )
    own = DonationItem
    # The same as rules.free_quantity.
    free = (own.quantity - own.allocated_quantity) - (
        own.received_quantity - func.coalesce(promised.c.received, 0)
    )
    rows = (
        select(
            own.id,
            own.item_id,
            Item.sku,
            Item.name.label("item_name"),
            Item.unit,
            Item.shelf_life_days.is_not(None).label("is_perishable"),
            own.quantity,
            own.allocated_quantity,
            own.received_quantity,
            func.greatest(free, 0).label("free_quantity"),
        )
        .join(Item, Item.id == own.item_id)
        .outerjoin(promised, promised.c.donation_item_id == own.id)
        .where(own.donation_id == donation_id)
        .order_by(own.id)
    )
    return [DonationLineOut.model_validate(dict(row)) for row in session.execute(rows).mappings()]


def allocations_of(session: Session, donation_id: int) -> list[DonationAllocationOut]:
    own = DonationAllocation
    giver = aliased(User)
    rows = (
        select(
            own.id,
            own.donation_item_id,
            Item.sku,
            NeedsList.id.label("needs_list_id"),
            NeedsList.needs_list_no,
            own.site_id,
            Site.code.label("site_code"),
            own.quantity,
            own.received_quantity,
            own.status,
            giver.username.label("allocated_by"),
            own.reason,
        )
        .join(DonationItem, DonationItem.id == own.donation_item_id)
        .outerjoin(giver, giver.id == own.allocated_by)
        .join(Item, Item.id == DonationItem.item_id)
        .join(NeedsListItem, NeedsListItem.id == own.needs_list_item_id)
        .join(NeedsList, NeedsList.id == NeedsListItem.needs_list_id)
        .join(Site, Site.id == own.site_id)
        .where(DonationItem.donation_id == donation_id)
        .order_by(own.id)
    )
    return [
        DonationAllocationOut.model_validate(dict(row)) for row in session.execute(rows).mappings()
    ]


def intakes() -> Rows:
    creator, verifier = aliased(User), aliased(User)
    own = DonationIntake
    return (
        select(
            own.id,
            own.intake_no,
            own.donation_id,
            Donation.donation_no,
            Donation.donor_name,
            own.site_id,
            Site.code.label("site_code"),
            Site.name.label("site_name"),
            own.status,
            own.arrived_at,
            own.notes,
            creator.username.label("created_by"),
            verifier.username.label("verified_by"),
            own.verified_at,
            own.created_at,
            own.updated_at,
            own.version,
        )
        .select_from(own)
        .join(Donation, Donation.id == own.donation_id)
        .join(Site, Site.id == own.site_id)
        .outerjoin(creator, creator.id == own.created_by)
        .outerjoin(verifier, verifier.id == own.verified_by)
    )


def _intakes_of(session: Session, donation_id: int) -> list[DonationIntakeOut]:
    rows = intakes().where(DonationIntake.donation_id == donation_id).order_by(DonationIntake.id)
    return [DonationIntakeOut.model_validate(dict(row)) for row in session.execute(rows).mappings()]


def _counted_on_by(needs_list_id: int) -> Any:
    return exists().where(
        DonationItem.donation_id == Donation.id,
        DonationAllocation.donation_item_id == DonationItem.id,
        DonationAllocation.needs_list_item_id == NeedsListItem.id,
        NeedsListItem.needs_list_id == needs_list_id,
    )


def _donations() -> Rows:
    counted, creator, verifier = _counted_lines(), aliased(User), aliased(User)
    own = Donation
    return (
        select(
            own.id,
            own.donation_no,
            own.donor_name,
            own.status,
            own.restriction,
            own.event_id,
            Event.name.label("event_name"),
            own.site_id,
            Site.code.label("site_code"),
            Site.name.label("site_name"),
            func.coalesce(counted.c.line_count, 0).label("line_count"),
            func.coalesce(counted.c.received_line_count, 0).label("received_line_count"),
            own.shipped_at,
            own.expected_arrival_at,
            creator.username.label("created_by"),
            verifier.username.label("verified_by"),
            own.verified_at,
            own.created_at,
            own.updated_at,
            own.version,
        )
        .select_from(own)
        .outerjoin(counted, counted.c.donation_id == own.id)
        .outerjoin(Event, Event.id == own.event_id)
        .outerjoin(Site, Site.id == own.site_id)
        .outerjoin(creator, creator.id == own.created_by)
        .outerjoin(verifier, verifier.id == own.verified_by)
    )


def _counted_lines() -> Subquery:
    own = DonationItem
    received = func.count().filter(own.received_quantity >= own.quantity)
    rows = select(
        own.donation_id,
        func.count().label("line_count"),
        received.label("received_line_count"),
    )
    return rows.group_by(own.donation_id).subquery("counted")
