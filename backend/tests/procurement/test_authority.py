"""Who decides on a purchase. The tiers are those that the approval policy starts with."""

from dataclasses import replace
from decimal import Decimal

import pytest

from backend.access.permissions import ROLES
from backend.procurement.purchases.authority import (
    Authority,
    Decider,
    Lent,
    Tier,
    Viewer,
    actions_for,
    authority,
    decider,
)
from backend.procurement.purchases.rules import line_status, total_value
from backend.procurement.purchases.workflow import (
    TRANSITIONS,
    ProcurementAction,
    ProcurementStatus,
    actions_from,
)

TIERS = (
    Tier(Decimal(0), Decimal(10000), ("LOGISTICS_MANAGER",)),
    Tier(Decimal(10000), Decimal(100000), ("APPROVER",)),
    Tier(Decimal(100000), None, ("LOGISTICS_MANAGER", "APPROVER")),
)


def viewer(*roles: str, user_id: int = 7) -> Viewer:
    granted = {permission for role in roles for permission in ROLES[role].permissions}
    return Viewer(user_id, roles, granted)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal(0), Authority("TIER_1", "LOGISTICS_MANAGER")),
        (Decimal("9999.99"), Authority("TIER_1", "LOGISTICS_MANAGER")),
        # Where two tiers meet, the higher one counts.
        (Decimal(10000), Authority("TIER_2", "APPROVER")),
        (Decimal(250000), Authority("TIER_3", "APPROVER")),
        # Without a cost nobody knows how high it is.
        (None, Authority("TIER_3", "APPROVER")),
    ],
)
def test_the_value_says_who_decides(value: Decimal | None, expected: Authority) -> None:
    assert authority(TIERS, value) == expected


def test_without_a_policy_the_permission_decides_alone() -> None:
    assert authority((), Decimal(5)) is None
    assert decider(viewer("LOGISTICS_MANAGER"), 8, None) == Decider(None)
    assert decider(viewer("LOGISTICS_OFFICER"), 8, None) is None


def test_nobody_decides_on_their_own_not_even_an_administrator() -> None:
    needed = authority(TIERS, Decimal(5))

    assert decider(viewer("ADMIN"), 7, needed) is None
    assert decider(viewer("ADMIN"), 8, needed) == Decider(None)
    assert decider(viewer("LOGISTICS_MANAGER"), 8, needed) == Decider(None)
    assert decider(viewer("APPROVER"), 8, needed) is None


def test_a_stand_in_decides_with_what_was_lent_but_never_for_the_submitter() -> None:
    needed = authority(TIERS, Decimal(20000))
    stand_in = replace(viewer("LOGISTICS_OFFICER"), lent=[Lent(9, {"APPROVER"})])

    assert decider(stand_in, 8, needed) == Decider(9)
    assert decider(stand_in, 9, needed) is None
    assert decider(stand_in, 7, needed) is None
    assert decider(stand_in, 8, authority(TIERS, Decimal(5))) is None


@pytest.mark.parametrize(
    ("role", "status", "expected"),
    [
        ("VIEWER", ProcurementStatus.PENDING_APPROVAL, []),
        ("LOGISTICS_OFFICER", ProcurementStatus.PENDING_APPROVAL, [ProcurementAction.CANCEL]),
        (
            "LOGISTICS_MANAGER",
            ProcurementStatus.PENDING_APPROVAL,
            [ProcurementAction.APPROVE, ProcurementAction.REJECT, ProcurementAction.CANCEL],
        ),
        ("APPROVER", ProcurementStatus.PENDING_APPROVAL, []),
        (
            "LOGISTICS_OFFICER",
            ProcurementStatus.APPROVED,
            [ProcurementAction.ORDER, ProcurementAction.CANCEL],
        ),
        (
            "LOGISTICS_OFFICER",
            ProcurementStatus.SHIPPED,
            [ProcurementAction.RECEIVE, ProcurementAction.CLOSE_SHORT],
        ),
        ("ADMIN", ProcurementStatus.RECEIVED, []),
    ],
)
def test_somebody_sees_the_actions_they_may_do(
    role: str, status: ProcurementStatus, expected: list[ProcurementAction]
) -> None:
    assert actions_for(status, viewer(role), 8, authority(TIERS, Decimal(5))) == expected


def test_the_life_of_a_procurement_is_the_one_that_was_asked_for() -> None:
    asked = {
        ProcurementStatus.DRAFT: {ProcurementAction.SUBMIT, ProcurementAction.CANCEL},
        ProcurementStatus.PENDING_APPROVAL: {
            ProcurementAction.APPROVE,
            ProcurementAction.REJECT,
            ProcurementAction.CANCEL,
        },
        ProcurementStatus.APPROVED: {ProcurementAction.ORDER, ProcurementAction.CANCEL},
        ProcurementStatus.ORDERED: {ProcurementAction.SHIP, ProcurementAction.CANCEL},
        ProcurementStatus.SHIPPED: {ProcurementAction.RECEIVE, ProcurementAction.CLOSE_SHORT},
        ProcurementStatus.PARTIAL_RECEIVED: {
            ProcurementAction.RECEIVE,
            ProcurementAction.CLOSE_SHORT,
        },
        ProcurementStatus.RECEIVED: set(),
        ProcurementStatus.REJECTED: set(),
        ProcurementStatus.CANCELLED: set(),
    }

    assert {status: set(actions_from(status)) for status in ProcurementStatus} == asked
    assert (
        TRANSITIONS[ProcurementStatus.APPROVED, ProcurementAction.ORDER]
        is ProcurementStatus.ORDERED
    )


def test_a_line_without_a_price_makes_the_total_unknown() -> None:
    assert total_value([(Decimal(3), Decimal("2.5")), (Decimal(2), Decimal(1))]) == Decimal("9.5")
    assert total_value([(Decimal(3), Decimal("2.5")), (Decimal(2), None)]) is None


@pytest.mark.parametrize(
    ("received", "expected"), [("0", "PENDING"), ("3", "PARTIAL"), ("10", "RECEIVED")]
)
def test_a_line_says_how_much_of_it_came(received: str, expected: str) -> None:
    assert line_status(Decimal(10), Decimal(received)) == expected
