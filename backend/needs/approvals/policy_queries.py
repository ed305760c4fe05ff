"""Approval policies and delegations as rows."""

import datetime as dt

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from backend.access.models import User
from backend.core.sql import Rows
from backend.needs.approvals.errors import ApprovalPolicyNotFound
from backend.needs.approvals.models import ApprovalDelegation, ApprovalPolicy
from backend.needs.approvals.policy_schemas import (
    ApprovalPolicyOut,
    DelegationOut,
    DelegationQuery,
    PolicyQuery,
)


def policies(query: PolicyQuery) -> Rows:
    rows: Rows = select(*(getattr(ApprovalPolicy, name) for name in ApprovalPolicyOut.model_fields))
    if query.horizon is not None:
        rows = rows.where(ApprovalPolicy.horizon == query.horizon)
    if query.active is not None:
        rows = rows.where(ApprovalPolicy.is_active.is_(query.active))
    return rows


def policy(session: Session, policy_id: int) -> ApprovalPolicyOut:
    found = session.get(ApprovalPolicy, policy_id)
    if found is None:
        raise ApprovalPolicyNotFound(policy_id)
    return ApprovalPolicyOut.model_validate(found)


def delegations(query: DelegationQuery, day: dt.date) -> Rows:
    rows = _delegations()
    if query.current is not None:
        current = ApprovalDelegation.revoked_at.is_(None) & (ApprovalDelegation.ends_on >= day)
        rows = rows.where(current if query.current else ~current)
    if query.user_id is not None:
        rows = rows.where(
            or_(
                ApprovalDelegation.from_user_id == query.user_id,
                ApprovalDelegation.to_user_id == query.user_id,
            )
        )
    return rows


def delegation(session: Session, delegation_id: int) -> DelegationOut:
    row = session.execute(_delegations().where(ApprovalDelegation.id == delegation_id)).one()
    return DelegationOut.model_validate(row)


def stand_ins(but: int) -> Rows:
    """Return who could stand in for somebody: every active person but that one."""
    return select(User.id, User.username, User.full_name).where(User.is_active, User.id != but)


def _delegations() -> Rows:
    giver, taker = aliased(User), aliased(User)
    elsewhere = {"from_user": giver.full_name, "to_user": taker.full_name}
    columns = (
        elsewhere[name].label(name) if name in elsewhere else getattr(ApprovalDelegation, name)
        for name in DelegationOut.model_fields
    )
    return (
        select(*columns)
        .select_from(ApprovalDelegation)
        .join(giver, giver.id == ApprovalDelegation.from_user_id)
        .join(taker, taker.id == ApprovalDelegation.to_user_id)
    )
