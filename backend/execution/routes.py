"""The blueprints of this domain."""

from backend.execution.donations.routes import donations
from backend.execution.intakes.routes import donation_intakes
from backend.execution.purchases.routes import procurement_steps

blueprints = (donations, donation_intakes, procurement_steps)
