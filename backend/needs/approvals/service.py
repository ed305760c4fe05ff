"""Deciding on a needs list. No Flask, no commit; the caller holds the list's row."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.access.permissions import Permission
from backend.access.queries import SignedIn
from backend.needs.approvals import queries
from backend.needs.approvals.errors import (
    ApprovedAlready,
    NoPolicy,
    OwnList,
    RoleNotAuthorized,
    StaleNotAcknowledged,
    StepNotPermitted,
)
from backend.needs.approvals.models import NeedsListApproval
from backend.needs.approvals.rules import (
    Authority,
    Requirement,
    authority_for,
    requirement,
    roles_after_escalation,
)
from backend.needs.lists.models import NeedsList
from backend.needs.phases import Phase


def requirement_of(session: Session, needs_list: NeedsList) -> Requirement:
    """Return what the policy asks for at this moment, or raise where it says nothing."""
    found = requirement(
        queries.tiers(session), queries.shares(session, needs_list.id), Phase(needs_list.phase)
    )
    if found.uncovered:
        raise NoPolicy(found.uncovered)
    return found


def roles_asked(session: Session, needs_list: NeedsList) -> list[str]:
    """Return the roles set at submit; of a list that came from elsewhere, those of today."""
    return list(needs_list.required_roles) or list(requirement_of(session, needs_list).roles)


def escalated_roles(session: Session, needs_list: NeedsList) -> list[str]:
    return list(
        roles_after_escalation(
            roles_asked(session, needs_list),
            len(queries.decided(session, needs_list)),
            queries.tiers(session),
            needs_list.policy_names,
        )
    )


def acknowledged(session: Session, needs_list: NeedsList, *, knows: bool) -> bool:
    """Tell whether data is stale; raise unless the person ``knows`` it."""
    stale = queries.stale_sites(session, needs_list)
    if stale and not knows:
        raise StaleNotAcknowledged(stale)
    return bool(stale)


def authority_to(
    session: Session,
    needs_list: NeedsList,
    person: SignedIn,
    permission: Permission,
    roles: Sequence[str] | None = None,
) -> Authority:
    """Return with which authority somebody decides for one of ``roles``, or raise why not.

    Being one of the list's makers bars a person in whatever role, also an administrator, and
    bars who stands in for such a person. Without ``roles`` the permission is enough.
    """
    makers = queries.authors(session, needs_list)
    authorities = queries.authorities(session, person, permission)
    if not authorities:
        raise StepNotPermitted(permission.value)
    if person.id in makers:
        raise OwnList
    if roles is None:
        return authorities[0]
    for role in roles:
        found = authority_for(role, authorities, barred=makers)
        if found is not None:
            return found
    raise RoleNotAuthorized(roles)


def next_role(session: Session, needs_list: NeedsList) -> str | None:
    """Return whose approval a list waits for, or None once it has all of them."""
    done = len(queries.decided(session, needs_list))
    return next(iter(needs_list.required_roles[done:]), None)


def approver(session: Session, needs_list: NeedsList, person: SignedIn) -> Authority:
    """Return with which authority somebody takes the next approval, or raise why not.

    Each step is taken by another person, in their own right or in another's place, and nobody's
    authority counts twice.
    """
    earlier = queries.decided(session, needs_list)
    role = roles_asked(session, needs_list)[len(earlier)]
    authority = authority_to(session, needs_list, person, Permission.NEEDS_LIST_APPROVE, [role])
    counted = {each.decided_by for each in earlier} | {each.on_behalf_of for each in earlier}
    if person.id in counted or authority.principal in counted:
        raise ApprovedAlready
    return authority


def approve(
    session: Session,
    needs_list: NeedsList,
    person: SignedIn,
    now: dt.datetime,
    *,
    note: str | None = None,
) -> bool:
    """Write down one approval; return whether the policy is met by it."""
    authority = approver(session, needs_list, person)
    needs_list.required_roles = roles_asked(session, needs_list)
    step = len(queries.decided(session, needs_list)) + 1
    session.add(
        NeedsListApproval(
            needs_list_id=needs_list.id,
            round=needs_list.round,
            step=step,
            role=needs_list.required_roles[step - 1],
            decided_by=person.id,
            on_behalf_of=authority.on_behalf_of,
            note=note,
            at=now,
        )
    )
    needs_list.reviewed_by, needs_list.reviewed_at = person.id, now
    session.flush()
    session.refresh(needs_list)
    return step >= len(needs_list.required_roles)
