"""The blueprints of this domain."""

from backend.execution.approvals.routes import needs_list_steps
from backend.execution.donations.routes import donations
from backend.execution.intakes.routes import donation_intakes
from backend.execution.purchases.routes import procurement_steps
from backend.execution.transfers.routes import transfers

blueprints = (needs_list_steps, transfers, donations, donation_intakes, procurement_steps)
