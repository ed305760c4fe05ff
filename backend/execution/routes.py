"""The blueprints of this domain."""

from backend.execution.approvals.routes import needs_list_steps

blueprints = (needs_list_steps,)
