"""The blueprints of this domain."""

from backend.needs.approvals.policy_routes import approval_delegations, approval_policies
from backend.needs.approvals.routes import needs_list_decisions
from backend.needs.events.routes import events
from backend.needs.lead_times.routes import lead_times
from backend.needs.lines.routes import needs_list_lines
from backend.needs.lists.routes import needs_lists
from backend.needs.status.routes import burn_rates, stock_status
from backend.needs.sync.routes import sync

blueprints = (
    events,
    lead_times,
    sync,
    stock_status,
    burn_rates,
    needs_lists,
    needs_list_lines,
    needs_list_decisions,
    approval_policies,
    approval_delegations,
)
