"""The blueprints of this domain."""

from backend.execution.receipts.routes import goods_receipts
from backend.execution.transfers.routes import transfers

blueprints = (transfers, goods_receipts)
