"""The blueprints of this domain."""

from backend.execution.approvals.routes import needs_list_steps
from backend.execution.purchases.routes import procurement_steps

blueprints = (needs_list_steps, procurement_steps)
