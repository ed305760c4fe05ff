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
class Lent:
    """The roles of somebody who lends their right to decide for some days."""

    giver_id: int
    roles: Collection[str]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at a procurement, what that person may do, and in whose place they may decide."""

    id: int | None
    roles: Collection[str]
    permissions: Collection[str]
    lent: Sequence[Lent] = ()


@dataclass(frozen=True, slots=True)
class Decider:
    """With whose authority somebody decides; None is their own."""

    on_behalf_of: int | None


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


def decider(viewer: Viewer, submitted_by: int | None, needed: Authority | None) -> Decider | None:
    """Return with which authority somebody approves or rejects, their own before a lent one.

    Who submitted it never decides, nor does anybody in their place.
    """
    if viewer.id is not None and viewer.id == submitted_by:
        return None
    if Permission.PROCUREMENT_APPROVE in viewer.permissions and _holds(viewer.roles, needed):
        return Decider(None)
    for lent in viewer.lent:
        if lent.giver_id != submitted_by and _holds(lent.roles, needed):
            return Decider(lent.giver_id)
    return None


def _holds(roles: Collection[str], needed: Authority | None) -> bool:
    return needed is None or needed.role in roles or ADMIN in roles


def actions_for(
    status: ProcurementStatus, viewer: Viewer, submitted_by: int | None, needed: Authority | None
) -> list[ProcurementAction]:
    """Return what somebody may do now; what is not among it is refused as well."""
    decides = decider(viewer, submitted_by, needed) is not None
    return [
        action
        for action in actions_from(status)
        if (decides if action in DECISIONS else PERMISSIONS[action] in viewer.permissions)
    ]
