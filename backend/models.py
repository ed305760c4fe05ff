"""Imports every domain's models, so that ``Base.metadata`` is whole."""

from backend.access import models as access
from backend.alerts import models as alerts
from backend.audit import models as audit
from backend.catalogue import models as catalogue
from backend.core.orm import Base
from backend.demand import models as demand
from backend.inventory import models as inventory
from backend.jobs import models as jobs
from backend.kpis import models as kpis
from backend.planning import models as planning
from backend.planning.overrides import models as overrides
from backend.procurement import models as procurement
from backend.recommendations import models as recommendations
from backend.suppliers import models as suppliers

__all__ = [
    "Base",
    "access",
    "alerts",
    "audit",
    "catalogue",
    "demand",
    "inventory",
    "jobs",
    "kpis",
    "overrides",
    "planning",
    "procurement",
    "recommendations",
    "suppliers",
]
