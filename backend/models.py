"""Imports every domain's models, so that ``Base.metadata`` is whole."""

from backend.access import models as access
from backend.alerts import models as alerts
from backend.audit import models as audit
from backend.catalogue import models as catalogue
from backend.core import numbering
from backend.core.orm import Base
from backend.demand import models as demand
from backend.execution.donations import models as donations
from backend.execution.receipts import models as receipts
from backend.execution.transfers import models as transfers
from backend.inventory import models as inventory
from backend.inventory.ledger import models as ledger
from backend.jobs import models as jobs
from backend.kpis import models as kpis
from backend.needs.approvals import models as approvals
from backend.needs.burn import models as burn
from backend.needs.events import models as events
from backend.needs.lines import models as needs_lines
from backend.needs.lists import models as needs_lists
from backend.needs.status import models as stock_status
from backend.planning import models as planning
from backend.planning.overrides import models as overrides
from backend.procurement import models as procurement
from backend.procurement.purchases import models as purchases
from backend.recommendations import models as recommendations
from backend.suppliers import models as suppliers

__all__ = [
    "Base",
    "access",
    "alerts",
    "approvals",
    "audit",
    "burn",
    "catalogue",
    "demand",
    "donations",
    "events",
    "inventory",
    "jobs",
    "kpis",
    "ledger",
    "needs_lines",
    "needs_lists",
    "numbering",
    "overrides",
    "planning",
    "procurement",
    "purchases",
    "receipts",
    "recommendations",
    "stock_status",
    "suppliers",
    "transfers",
]
