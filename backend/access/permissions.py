"""What can be allowed, and which role is allowed what. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """``<domain>:<thing>:<action>``; the domain is the package that the thing lives in."""

    USER_READ = "access:user:read"
    USER_MANAGE = "access:user:manage"
    ROLE_READ = "access:role:read"
    AUDIT_READ = "audit:log:read"

    IMPORT_READ = "jobs:import:read"
    IMPORT_CREATE = "jobs:import:create"
    JOB_READ = "jobs:job:read"
    JOB_RUN = "jobs:job:run"

    ITEM_READ = "catalogue:item:read"
    SUPPLIER_READ = "suppliers:supplier:read"
    SITE_READ = "inventory:site:read"
    STOCK_READ = "inventory:stock:read"
    ORDER_READ = "procurement:order:read"
    DEMAND_READ = "demand:history:read"
    FORECAST_READ = "demand:forecast:read"
    POLICY_READ = "planning:policy:read"
    POLICY_UPDATE = "planning:policy:update"
    KPI_READ = "kpis:kpi:read"
    RECOMMENDATION_READ = "recommendations:recommendation:read"
    RECOMMENDATION_DECIDE = "recommendations:recommendation:decide"
    ALERT_READ = "alerts:alert:read"
    ALERT_UPDATE = "alerts:alert:update"


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """A role as it is seeded. Who runs the seed again gets exactly these permissions back."""

    description: str
    permissions: frozenset[Permission]


SEES = frozenset(
    {
        Permission.ITEM_READ,
        Permission.SUPPLIER_READ,
        Permission.SITE_READ,
        Permission.STOCK_READ,
        Permission.ORDER_READ,
        Permission.DEMAND_READ,
        Permission.FORECAST_READ,
        Permission.POLICY_READ,
        Permission.KPI_READ,
        Permission.RECOMMENDATION_READ,
        Permission.ALERT_READ,
        Permission.IMPORT_READ,
        Permission.JOB_READ,
    }
)

ACTS = frozenset(
    {
        Permission.IMPORT_CREATE,
        Permission.JOB_RUN,
        Permission.POLICY_UPDATE,
        Permission.RECOMMENDATION_DECIDE,
        Permission.ALERT_UPDATE,
    }
)

ADMIN = "ADMIN"
ANALYST = "ANALYST"
VIEWER = "VIEWER"

ROLES: dict[str, RoleDefinition] = {
    ADMIN: RoleDefinition("May do everything, users and audit included.", frozenset(Permission)),
    ANALYST: RoleDefinition(
        "Sees all figures, imports, runs jobs, handles alerts and recommendations.", SEES | ACTS
    ),
    VIEWER: RoleDefinition("Sees and exports.", SEES),
}
