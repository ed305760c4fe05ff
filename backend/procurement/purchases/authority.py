"""Who may do what with a procurement: permissions, the approval policy, never one's own. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.access.permissions import ADMIN, Permission
from backend.procurement.purchases.workflow import (
    ProcurementAction,
    ProcurementStatus,
    actions_from,
)

PERMISSIONS: dict[ProcurementAction, Permission] = {
    ProcurementAction.SUBMIT: Permission.PROCUREMENT_EDIT,
    ProcurementAction.APPROVE: Permission.PROCUREMENT_APPROVE,
    ProcurementAction.REJECT: Permission.PROCUREMENT_APPROVE,
    ProcurementAction.ORDER: Permission.PROCUREMENT_ORDER,
    ProcurementAction.SHIP: Permission.PROCUREMENT_ORDER,
    ProcurementAction.RECEIVE: Permission.PROCUREMENT_RECEIVE,
    ProcurementAction.CLOSE_SHORT: Permission.PROCUREMENT_EDIT,
    ProcurementAction.CANCEL: Permission.PROCUREMENT_EDIT,
}
DECISIONS = frozenset({ProcurementAction.APPROVE, ProcurementAction.REJECT})
LAST_TIER = 3


@dataclass(frozen=True, slots=True)
class Tier:
    """A row of the approval policy for what is bought; ``roles`` in the order of approval."""

    minimum: Decimal
    maximum: Decimal | None
    roles: Sequence[str]


@dataclass(frozen=True, slots=True)
class Authority:
    """Which tier a procurement is in, and the role that decides on it."""

    tier: str
    role: str


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a procurement, and what that person may do."""

    id: int | None
    roles: Collection[str]
    permissions: Collection[str]


def authority(tiers: Sequence[Tier], value: Decimal | None) -> Authority | None:
    """Return who decides on a purchase of ``value``; ``tiers`` come in the order of their rank.

    The highest tier that fits counts, and the last of its roles. Without a value it is the
    highest tier there is; without any tier, the permission alone decides.
    """
    fitting = [
        number
        for number, tier in enumerate(tiers, start=1)
        if value is None
        or (tier.minimum <= value and (tier.maximum is None or value <= tier.maximum))
    ]
    if not fitting:
        return None
    number = fitting[-1]
    return Authority(f"TIER_{min(number, LAST_TIER)}", tiers[number - 1].roles[-1])


def may_decide(viewer: Viewer, submitted_by: int | None, needed: Authority | None) -> bool:
    """Whether somebody may approve or reject: never the submitter, and only with the role."""
    if viewer.id is not None and viewer.id == submitted_by:
        return False
    return needed is None or needed.role in viewer.roles or ADMIN in viewer.roles


def actions_for(
    status: ProcurementStatus, viewer: Viewer, submitted_by: int | None, needed: Authority | None
) -> list[ProcurementAction]:
    """Return what somebody may do now; what is not among it is refused as well."""
    decides = may_decide(viewer, submitted_by, needed)
    return [
        action
        for action in actions_from(status)
        if PERMISSIONS[action] in viewer.permissions and (decides or action not in DECISIONS)
    ]
