"""What a decision about a needs list rests on, as rows."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from backend.access.models import RolePermission, User, user_roles
from backend.access.queries import SignedIn, organisation, role_names
from backend.catalogue.models import Item
from backend.core import clock
from backend.inventory.models import Site
from backend.needs.approvals.errors import NeedsListNotFound, StaleSite
from backend.needs.approvals.models import (
    ApprovalDelegation,
    ApprovalPolicy,
    NeedsListApproval,
)
from backend.needs.approvals.rules import Authority, Share, Tier, is_stale
from backend.needs.calculation.above import site_clock
from backend.needs.events.models import EventPhaseConfig
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.models import NeedsList, NeedsListAllocation
from backend.needs.phases import DEFAULTS, Phase

# What a line asks for: what people made of it, or else what was computed.
ASKED = func.coalesce(NeedsListItem.adjusted_quantity, NeedsListItem.gap_quantity)
# An unmet line is still bought by somebody, one day.
UNMET_HORIZON = "C"


def tiers(session: Session) -> list[Tier]:
    """Return the policy as it stands now."""
    rows = session.scalars(select(ApprovalPolicy).where(ApprovalPolicy.is_active))
    return [
        Tier(
            name=row.name,
            horizon=row.horizon,
            phase=row.phase,
            scope=row.scope,
            minimum_value=row.minimum_value,
            maximum_value=row.maximum_value,
            roles=tuple(row.roles),
            time_limit_hours=row.time_limit_hours,
            rank=row.rank,
        )
        for row in rows
    ]


def shares(session: Session, needs_list_id: int) -> list[Share]:
    """Return what each line wants from each horizon, with its value."""
    statement = (
        select(
            NeedsListAllocation.horizon,
            Item.category,
            func.coalesce(NeedsListAllocation.quantity, ASKED).label("quantity"),
            NeedsListItem.unit_cost,
        )
        .select_from(NeedsListItem)
        .join(Item, Item.id == NeedsListItem.item_id)
        .outerjoin(NeedsListAllocation, NeedsListAllocation.needs_list_item_id == NeedsListItem.id)
        .where(NeedsListItem.needs_list_id == needs_list_id, ASKED > 0)
    )
    return [
        Share(
            horizon=row.horizon or UNMET_HORIZON,
            category=row.category,
            value=None if row.unit_cost is None else row.quantity * row.unit_cost,
        )
        for row in session.execute(statement)
    ]


def decided(session: Session, needs_list: NeedsList) -> list[NeedsListApproval]:
    """Return the approvals of this round, in their order."""
    statement = (
        select(NeedsListApproval)
        .where(
            NeedsListApproval.needs_list_id == needs_list.id,
            NeedsListApproval.round == needs_list.round,
        )
        .order_by(NeedsListApproval.step)
    )
    return list(session.scalars(statement))


def authors(session: Session, needs_list: NeedsList) -> set[int]:
    """Return who drafted, adjusted or submitted a list: none of them may decide on it."""
    adjusted = select(NeedsListItem.adjusted_by).where(
        NeedsListItem.needs_list_id == needs_list.id, NeedsListItem.adjusted_by.is_not(None)
    )
    people = {needs_list.created_by, needs_list.submitted_by, *session.scalars(adjusted)}
    return {person for person in people if person is not None}


def today(session: Session) -> dt.date:
    """Return the organisation's date, by which delegations begin and end."""
    return clock.today(organisation(session).time_zone)


def authorities(session: Session, person: SignedIn, permission: str) -> list[Authority]:
    """Return with whose roles somebody may use ``permission`` today, their own first.

    A delegation lends what its giver may do, and is worth nothing once the giver left.
    """
    own = Authority(person.id, frozenset(person.roles))
    found = [own] if permission in person.permissions else []
    day = today(session)
    givers = (
        select(User.id, role_names())
        .join(ApprovalDelegation, ApprovalDelegation.from_user_id == User.id)
        .where(
            ApprovalDelegation.to_user_id == person.id,
            ApprovalDelegation.revoked_at.is_(None),
            ApprovalDelegation.starts_on <= day,
            ApprovalDelegation.ends_on >= day,
            User.is_active,
            User.id.in_(
                select(user_roles.c.user_id)
                .join(RolePermission, RolePermission.role_id == user_roles.c.role_id)
                .where(RolePermission.permission == permission)
            ),
        )
        .order_by(User.id)
    )
    lent = [
        Authority(person.id, frozenset(row.roles), on_behalf_of=row.id)
        for row in session.execute(givers)
    ]
    return [*found, *lent]


def stale_sites(session: Session, needs_list: NeedsList) -> list[StaleSite]:
    """Return the sites of a list, its own and its sources, whose data is too old by now."""
    limit = session.scalar(
        select(EventPhaseConfig.stale_threshold_hours).where(
            EventPhaseConfig.event_id == needs_list.event_id,
            EventPhaseConfig.phase == needs_list.phase,
        )
    )
    limit = DEFAULTS[Phase(needs_list.phase)].stale_threshold_hours if limit is None else limit
    sources = (
        select(NeedsListAllocation.source_site_id)
        .join(NeedsListItem, NeedsListItem.id == NeedsListAllocation.needs_list_item_id)
        .where(NeedsListItem.needs_list_id == needs_list.id)
    )
    rows = session.execute(
        select(Site.id, Site.name, site_clock.c.hours_behind)
        .outerjoin(site_clock, site_clock.c.site_id == Site.id)
        .where(or_(Site.id == needs_list.site_id, Site.id.in_(sources)))
        .order_by(Site.name)
    )
    return [
        StaleSite(row.name, _age(needs_list, row.id, row.hours_behind))
        for row in rows
        if is_stale(
            row.hours_behind,
            limit=limit,
            calculated_level=(
                needs_list.data_freshness_level if row.id == needs_list.site_id else None
            ),
        )
    ]


def _age(needs_list: NeedsList, site_id: int, behind: Decimal | None) -> Decimal | None:
    """Return the older of how old the data is and, for the list's own site, was."""
    known = [behind, needs_list.hours_behind if site_id == needs_list.site_id else None]
    return max((age for age in known if age is not None), default=None)


def asked_lines(session: Session, needs_list_id: int) -> list[NeedsListItem]:
    """Return the lines that ask for something, in the order of their items."""
    statement = (
        select(NeedsListItem)
        .where(and_(NeedsListItem.needs_list_id == needs_list_id, ASKED > 0))
        .order_by(NeedsListItem.item_id)
    )
    return list(session.scalars(statement))


def require_list(session: Session, needs_list_id: int) -> NeedsList:
    """Return a list as it is, without holding it."""
    found = session.get(NeedsList, needs_list_id)
    if found is None:
        raise NeedsListNotFound(needs_list_id)
    return found
