"""The blueprints of this domain."""

from backend.needs.approvals.routes import needs_list_decisions

blueprints = (needs_list_decisions,)
