"""The approval policy and who stands in for whom, as administrators and approvers keep them."""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.errors import RoleUnknown, UserNotFound
from backend.access.models import Role, User
from backend.access.permissions import Permission
from backend.access.queries import SignedIn
from backend.audit.events import Event
from backend.audit.recorder import record
from backend.needs.approvals.errors import (
    ApprovalPolicyNotFound,
    DelegationEnded,
    DelegationNotFound,
    DelegationOverlaps,
    NobodyElse,
    NotYourDelegation,
    PolicyNameTaken,
)
from backend.needs.approvals.models import ApprovalDelegation, ApprovalPolicy
from backend.needs.approvals.policy_schemas import (
    ApprovalPolicyChange,
    ApprovalPolicyDraft,
    DelegationDraft,
)

KEPT = (
    "name",
    "horizon",
    "phase",
    "scope",
    "minimum_value",
    "maximum_value",
    "roles",
    "time_limit_hours",
    "rank",
    "is_active",
)


def create_policy(session: Session, draft: ApprovalPolicyDraft) -> ApprovalPolicy:
    values = draft.model_dump(exclude={"reason"})
    _check(session, values, own_id=None)
    policy = ApprovalPolicy(**values)
    session.add(policy)
    session.flush()
    _write_down(session, policy, None, draft.reason)
    return policy


def policy_to_change(session: Session, policy_id: int) -> ApprovalPolicy:
    """Find a policy and hold it, so that two changes come one after the other."""
    policy = session.get(ApprovalPolicy, policy_id, with_for_update=True, populate_existing=True)
    if policy is None:
        raise ApprovalPolicyNotFound(policy_id)
    return policy


def change_policy(session: Session, policy: ApprovalPolicy, change: ApprovalPolicyChange) -> None:
    """Change a tier; lists that wait keep the roles they were submitted with."""
    before = _state(policy)
    values = {**before, **change.model_dump(exclude_unset=True, exclude={"reason"})}
    change.check_range(values["minimum_value"], values["maximum_value"])
    _check(session, values, own_id=policy.id)
    for name, value in values.items():
        setattr(policy, name, value)
    session.flush()
    session.refresh(policy)
    _write_down(session, policy, before, change.reason)


def delegate(session: Session, person: SignedIn, draft: DelegationDraft) -> ApprovalDelegation:
    """Let somebody decide in another's place; only administrators may do so for others."""
    giver = draft.from_user_id or person.id
    _require_own(person, giver)
    if giver == draft.to_user_id:
        raise NobodyElse
    _require_person(session, draft.to_user_id)
    _require_person(session, giver)
    overlapping = select(ApprovalDelegation.id).where(
        ApprovalDelegation.from_user_id == giver,
        ApprovalDelegation.to_user_id == draft.to_user_id,
        ApprovalDelegation.revoked_at.is_(None),
        ApprovalDelegation.starts_on <= draft.ends_on,
        ApprovalDelegation.ends_on >= draft.starts_on,
    )
    if session.execute(overlapping).first() is not None:
        raise DelegationOverlaps
    delegation = ApprovalDelegation(
        from_user_id=giver,
        to_user_id=draft.to_user_id,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        reason=draft.reason,
    )
    session.add(delegation)
    session.flush()
    record(
        session,
        Event.APPROVAL_DELEGATED,
        "approval_delegation",
        delegation.id,
        after=draft.model_dump(exclude={"reason"}) | {"from_user_id": giver},
        reason=draft.reason,
    )
    return delegation


def delegation_to_change(session: Session, delegation_id: int) -> ApprovalDelegation:
    found = session.get(
        ApprovalDelegation, delegation_id, with_for_update=True, populate_existing=True
    )
    if found is None:
        raise DelegationNotFound(delegation_id)
    return found


def revoke(
    session: Session, person: SignedIn, delegation: ApprovalDelegation, now: dt.datetime
) -> None:
    """End a delegation at once. What was decided under it stays decided."""
    _require_own(person, delegation.from_user_id)
    if delegation.revoked_at is not None:
        raise DelegationEnded
    delegation.revoked_at = now
    session.flush()
    record(session, Event.APPROVAL_DELEGATION_REVOKED, "approval_delegation", delegation.id)


def _require_own(person: SignedIn, giver: int) -> None:
    if giver != person.id and Permission.APPROVAL_POLICY_MANAGE not in person.permissions:
        raise NotYourDelegation


def _require_person(session: Session, user_id: int) -> None:
    user = session.get(User, user_id)
    if user is None or not user.is_active:
        raise UserNotFound(user_id)


def _check(session: Session, values: dict[str, Any], *, own_id: int | None) -> None:
    known = set(session.scalars(select(Role.name).where(Role.name.in_(values["roles"]))))
    missing = set(values["roles"]) - known
    if missing:
        raise RoleUnknown(missing)
    same_name = select(ApprovalPolicy.id).where(ApprovalPolicy.name == values["name"])
    if own_id is not None:
        same_name = same_name.where(ApprovalPolicy.id != own_id)
    if session.execute(same_name).first() is not None:
        raise PolicyNameTaken(values["name"])


def _write_down(
    session: Session, policy: ApprovalPolicy, before: dict[str, Any] | None, reason: str
) -> None:
    record(
        session,
        Event.APPROVAL_POLICY_CHANGED,
        "approval_policy",
        policy.id,
        before=before,
        after=_state(policy),
        reason=reason,
    )


def _state(policy: ApprovalPolicy) -> dict[str, Any]:
    return {name: getattr(policy, name) for name in KEPT}
