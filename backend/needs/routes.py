"""The blueprints of this domain."""

from backend.needs.approvals.policy_routes import approval_delegations, approval_policies
from backend.needs.approvals.routes import needs_list_decisions

blueprints = (needs_list_decisions, approval_policies, approval_delegations)
