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

    EVENT_READ = "needs:event:read"
    EVENT_MANAGE = "needs:event:manage"
    LEAD_TIME_MANAGE = "needs:lead_time:manage"
    SYNC_RECORD = "needs:sync:record"
    STOCK_STATUS_READ = "needs:stock_status:read"
    NEEDS_LIST_READ = "needs:list:read"
    NEEDS_LIST_DRAFT = "needs:list:draft"
    NEEDS_LIST_SUBMIT = "needs:list:submit"
    NEEDS_LIST_REVIEW = "needs:list:review"
    NEEDS_LIST_APPROVE = "needs:list:approve"
    NEEDS_LIST_ESCALATE = "needs:list:escalate"
    NEEDS_LIST_CANCEL = "needs:list:cancel"
    APPROVAL_POLICY_READ = "needs:approval_policy:read"
    APPROVAL_POLICY_MANAGE = "needs:approval_policy:manage"
    PROCUREMENT_READ = "procurement:procurement:read"
    PROCUREMENT_EDIT = "procurement:procurement:edit"
    PROCUREMENT_APPROVE = "procurement:procurement:approve"
    PROCUREMENT_ORDER = "procurement:procurement:order"
    PROCUREMENT_RECEIVE = "procurement:procurement:receive"
    TRANSFER_READ = "execution:transfer:read"
    TRANSFER_EDIT = "execution:transfer:edit"
    TRANSFER_APPROVE = "execution:transfer:approve"
    TRANSFER_DISPATCH = "execution:transfer:dispatch"
    TRANSFER_RECEIVE = "execution:transfer:receive"
    DONATION_READ = "execution:donation:read"
    DONATION_EDIT = "execution:donation:edit"
    DONATION_VERIFY = "execution:donation:verify"
    DONATION_ALLOCATE = "execution:donation:allocate"


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
        Permission.EVENT_READ,
        Permission.STOCK_STATUS_READ,
        Permission.NEEDS_LIST_READ,
        Permission.APPROVAL_POLICY_READ,
        Permission.PROCUREMENT_READ,
        Permission.TRANSFER_READ,
        Permission.DONATION_READ,
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

# Who writes down what is needed, and carries out what was approved.
DRAFTS = frozenset(
    {
        Permission.NEEDS_LIST_DRAFT,
        Permission.NEEDS_LIST_SUBMIT,
        Permission.NEEDS_LIST_CANCEL,
    }
)
CARRIES_OUT = frozenset(
    {
        Permission.SYNC_RECORD,
        Permission.PROCUREMENT_EDIT,
        Permission.PROCUREMENT_ORDER,
        Permission.PROCUREMENT_RECEIVE,
        Permission.TRANSFER_EDIT,
        Permission.TRANSFER_DISPATCH,
        Permission.TRANSFER_RECEIVE,
        Permission.DONATION_EDIT,
    }
)
# Who decides, never on what is their own.
DECIDES = frozenset(
    {
        Permission.NEEDS_LIST_REVIEW,
        Permission.NEEDS_LIST_APPROVE,
        Permission.NEEDS_LIST_ESCALATE,
        Permission.PROCUREMENT_APPROVE,
        Permission.TRANSFER_APPROVE,
        Permission.DONATION_VERIFY,
        Permission.DONATION_ALLOCATE,
    }
)

ADMIN = "ADMIN"
ANALYST = "ANALYST"
VIEWER = "VIEWER"
LOGISTICS_OFFICER = "LOGISTICS_OFFICER"
LOGISTICS_MANAGER = "LOGISTICS_MANAGER"
APPROVER = "APPROVER"

ROLES: dict[str, RoleDefinition] = {
    ADMIN: RoleDefinition("May do everything, users and audit included.", frozenset(Permission)),
    ANALYST: RoleDefinition(
        "Sees all figures, imports, runs jobs, handles alerts and recommendations, drafts needs.",
        SEES | ACTS | DRAFTS,
    ),
    VIEWER: RoleDefinition("Sees and exports.", SEES),
    LOGISTICS_OFFICER: RoleDefinition(
        "Drafts and submits needs lists, and carries out transfers, donations and procurements.",
        SEES | DRAFTS | CARRIES_OUT,
    ),
    LOGISTICS_MANAGER: RoleDefinition(
        "Manages events and lead times, and decides on needs within the approval policy.",
        SEES
        | DRAFTS
        | CARRIES_OUT
        | DECIDES
        | {Permission.EVENT_MANAGE, Permission.LEAD_TIME_MANAGE},
    ),
    APPROVER: RoleDefinition("Decides on needs within the approval policy.", SEES | DECIDES),
}
