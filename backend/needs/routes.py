"""The blueprints of this domain."""

from backend.needs.approvals.routes import needs_list_decisions
from backend.needs.lines.routes import needs_list_lines
from backend.needs.lists.routes import needs_lists

blueprints = (needs_lists, needs_list_lines, needs_list_decisions)
