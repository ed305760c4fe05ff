"""The blueprints of this domain."""

from backend.execution.transfers.routes import transfers

blueprints = (transfers,)
