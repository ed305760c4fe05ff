"""GET, POST /approval-policies; GET, PATCH /approval-policies/{id}; /approval-delegations."""

from flask import Response, url_for

from backend.access.guard import current_user, requires
from backend.access.permissions import Permission
from backend.core import clock
from backend.core.http import blueprint, idempotent, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import ListQuery, Page
from backend.extensions import current_session
from backend.needs.approvals import policies, policy_queries, queries
from backend.needs.approvals.policy_schemas import (
    ApprovalPolicyChange,
    ApprovalPolicyDraft,
    ApprovalPolicyOut,
    DelegationDraft,
    DelegationOut,
    DelegationPath,
    DelegationQuery,
    PolicyPath,
    PolicyQuery,
    StandInOut,
)

approval_policies = blueprint("approval_policies", "/approval-policies")
approval_delegations = blueprint("approval_delegations", "/approval-delegations")

BY_RANK = Ordering(default="rank")
NEWEST = Ordering(default="-starts_on,-id")
BY_NAME = Ordering(default="full_name")


@approval_policies.get("")
@requires(Permission.APPROVAL_POLICY_READ)
def list_approval_policies(query: PolicyQuery) -> Page[ApprovalPolicyOut] | Response:
    """List who approves what, the lowest tier first."""
    return listing(query, policy_queries.policies(query), ApprovalPolicyOut, ordering=BY_RANK)


@approval_policies.post("", status=201, problems=(409,))
@requires(Permission.APPROVAL_POLICY_MANAGE)
@idempotent
def create_approval_policy(body: ApprovalPolicyDraft) -> tuple[ApprovalPolicyOut, dict[str, str]]:
    """Add a tier; it counts for lists submitted from now on."""
    policy = policies.create_policy(current_session(), body)
    location = url_for("approval_policies.get_approval_policy", policy_id=policy.id)
    return ApprovalPolicyOut.model_validate(policy), {"Location": location}


@approval_policies.get("/<int:policy_id>", versioned=True)
@requires(Permission.APPROVAL_POLICY_READ)
def get_approval_policy(path: PolicyPath) -> ApprovalPolicyOut:
    """Show one tier."""
    return policy_queries.policy(current_session(), path.policy_id)


@approval_policies.patch("/<int:policy_id>", versioned=True, problems=(409,))
@requires(Permission.APPROVAL_POLICY_MANAGE)
def change_approval_policy(path: PolicyPath, body: ApprovalPolicyChange) -> ApprovalPolicyOut:
    """Change or switch off a tier; lists that wait keep what they were submitted with."""
    session = current_session()
    policy = policies.policy_to_change(session, path.policy_id)
    require_match(policy.version, ApprovalPolicyOut.model_validate(policy))
    policies.change_policy(session, policy, body)
    return ApprovalPolicyOut.model_validate(policy)


@approval_delegations.get("")
@requires(Permission.APPROVAL_POLICY_READ)
def list_approval_delegations(query: DelegationQuery) -> Page[DelegationOut] | Response:
    """List who stands in for whom, the latest first."""
    day = queries.today(current_session())
    rows = policy_queries.delegations(query, day)
    return listing(query, rows, DelegationOut, ordering=NEWEST)


@approval_delegations.get("/people")
@requires(Permission.NEEDS_LIST_APPROVE)
def list_stand_ins(query: ListQuery) -> Page[StandInOut] | Response:
    """List who could stand in for the caller."""
    rows = policy_queries.stand_ins(current_user().id)
    return listing(query, rows, StandInOut, ordering=BY_NAME)


@approval_delegations.post("", status=201, problems=(404, 409))
@requires(Permission.NEEDS_LIST_APPROVE)
@idempotent
def create_approval_delegation(body: DelegationDraft) -> DelegationOut:
    """Let somebody decide in the caller's place between two days."""
    session = current_session()
    delegation = policies.delegate(session, current_user(), body)
    return policy_queries.delegation(session, delegation.id)


@approval_delegations.post("/<int:delegation_id>/revoke", versioned=True, problems=(409,))
@requires(Permission.NEEDS_LIST_APPROVE)
@idempotent
def revoke_approval_delegation(path: DelegationPath) -> DelegationOut:
    """End a delegation at once."""
    session = current_session()
    delegation = policies.delegation_to_change(session, path.delegation_id)
    require_match(delegation.version, policy_queries.delegation(session, delegation.id))
    policies.revoke(session, current_user(), delegation, clock.now())
    return policy_queries.delegation(session, delegation.id)
