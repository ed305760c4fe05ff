"""The blueprints of this domain."""

from backend.execution.purchases.routes import procurement_steps

blueprints = (procurement_steps,)
