"""Who must approve, who may, and by when."""

import datetime as dt
from decimal import Decimal

import pytest

from backend.needs.approvals.rules import (
    Authority,
    Requirement,
    Share,
    Tier,
    authority_for,
    is_safe,
    is_stale,
    levels_reached,
    requirement,
    roles_after_escalation,
    time_limit,
)
from backend.needs.phases import Phase

MANAGER, APPROVER = "LOGISTICS_MANAGER", "APPROVER"
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def tier(rank: int, horizon: str, *roles: str, **stated: object) -> Tier:
    values = {
        "name": f"{horizon}{rank}",
        "phase": None,
        "scope": None,
        "minimum_value": Decimal(0),
        "maximum_value": None,
        "time_limit_hours": Decimal(8),
        **stated,
    }
    return Tier(horizon=horizon, rank=rank, roles=roles, **values)  # type: ignore[arg-type]


SEEDED = (
    tier(1, "A", MANAGER, time_limit_hours=Decimal(4)),
    tier(2, "B", MANAGER),
    tier(3, "C", MANAGER, maximum_value=Decimal(10_000)),
    tier(
        4,
        "C",
        APPROVER,
        minimum_value=Decimal(10_000),
        maximum_value=Decimal(100_000),
        time_limit_hours=Decimal(24),
    ),
    tier(5, "C", MANAGER, APPROVER, minimum_value=Decimal(100_000), time_limit_hours=Decimal(48)),
)


def asked(*shares: tuple[str, int | None], phase: Phase = Phase.BASELINE) -> Requirement:
    return requirement(
        SEEDED,
        [
            Share(horizon, "Water", None if value is None else Decimal(value))
            for horizon, value in shares
        ],
        phase,
    )


@pytest.mark.parametrize(
    ("shares", "roles", "tiers"),
    [
        ([("A", 1_000_000)], (MANAGER,), ("A1",)),
        ([("C", 0)], (MANAGER,), ("C3",)),
        ([("C", 10_000)], (MANAGER,), ("C3",)),
        ([("C", 10_001)], (APPROVER,), ("C4",)),
        ([("C", 6_000), ("C", 6_000)], (APPROVER,), ("C4",)),
        ([("C", 100_001)], (MANAGER, APPROVER), ("C5",)),
        ([("A", 5), ("B", 5), ("C", 5)], (MANAGER,), ("A1", "B2", "C3")),
        ([("A", 5), ("C", 50_000)], (MANAGER, APPROVER), ("A1", "C4")),
    ],
)
def test_each_horizon_asks_for_its_own_tier(
    shares: list[tuple[str, int]], roles: tuple[str, ...], tiers: tuple[str, ...]
) -> None:
    found = asked(*shares)

    assert (found.roles, found.tiers, found.warnings, found.uncovered) == (roles, tiers, (), ())


def test_a_missing_cost_means_the_highest_tier_and_a_warning() -> None:
    found = asked(("C", 5), ("C", None))

    assert found.roles == (MANAGER, APPROVER)
    assert found.warnings == ("approval_tier_conservative", "cost_missing_for_approval")


def test_the_shortest_limit_counts_and_a_surge_halves_it() -> None:
    assert asked(("A", 5), ("C", 50_000)).time_limit == dt.timedelta(hours=4)
    assert asked(("C", 50_000), phase=Phase.SURGE).time_limit == dt.timedelta(hours=12)
    assert time_limit(Decimal(1), Phase.SURGE) == dt.timedelta(minutes=30)


def test_a_tier_of_another_phase_or_category_does_not_count() -> None:
    tiers = (
        tier(1, "C", MANAGER),
        tier(2, "C", APPROVER, phase="SURGE"),
        tier(3, "C", "MEDIC", scope="Medicines", minimum_value=Decimal(100)),
    )
    water, medicine = Share("C", "Water", Decimal(500)), Share("C", "Medicines", Decimal(60))

    assert requirement(tiers, [water], Phase.BASELINE).roles == (MANAGER,)
    assert requirement(tiers, [water], Phase.SURGE).roles == (APPROVER,)
    # 60 of medicines is below its tier, though the list is worth more.
    assert requirement(tiers, [water, medicine], Phase.BASELINE).roles == (MANAGER,)
    assert requirement(tiers, [medicine, medicine], Phase.BASELINE).roles == ("MEDIC",)


def test_a_horizon_without_a_tier_is_named() -> None:
    found = requirement(SEEDED[:3], [Share("C", None, Decimal(20_000))], Phase.BASELINE)

    assert (found.roles, found.uncovered) == ((), ("C",))


@pytest.mark.parametrize(
    ("required", "approved", "named", "after"),
    [
        ((MANAGER,), 0, ["A1"], (APPROVER,)),
        ((MANAGER,), 0, ["C3"], (APPROVER,)),
        ((APPROVER,), 0, ["C4"], (MANAGER, APPROVER)),
        ((MANAGER, APPROVER), 1, ["C5"], (MANAGER, APPROVER)),
        ((MANAGER,), 0, ["A tier that was renamed"], (APPROVER,)),
    ],
)
def test_an_escalation_asks_for_somebody_new(
    required: tuple[str, ...], approved: int, named: list[str], after: tuple[str, ...]
) -> None:
    assert roles_after_escalation(required, approved, SEEDED, named) == after


def test_nobody_decides_with_the_authority_of_who_made_the_list() -> None:
    own = Authority(7, frozenset({"VIEWER"}))
    borrowed = Authority(7, frozenset({MANAGER}), on_behalf_of=3)

    assert authority_for(MANAGER, [own, borrowed], barred=set()) == borrowed
    assert authority_for(MANAGER, [own, borrowed], barred={3}) is None
    assert authority_for(APPROVER, [own, borrowed], barred=set()) is None


def test_an_administrator_has_every_role_but_not_on_their_own_list() -> None:
    admin = Authority(1, frozenset({"ADMIN"}))

    assert authority_for(APPROVER, [admin], barred={2}) == admin
    assert authority_for(APPROVER, [admin], barred={1}) is None


@pytest.mark.parametrize(
    ("minutes", "levels"),
    [
        (119, []),
        (120, ["REMINDER"]),
        (180, ["REMINDER", "WARNING"]),
        (239, ["REMINDER", "WARNING"]),
        (240, ["REMINDER", "WARNING", "ESCALATION"]),
    ],
)
def test_notices_come_at_half_three_quarters_and_all_of_the_time(
    minutes: int, levels: list[str]
) -> None:
    due = NOON + dt.timedelta(hours=4)

    assert levels_reached(NOON, due, NOON + dt.timedelta(minutes=minutes)) == levels


@pytest.mark.parametrize(
    ("hours", "level", "stale"),
    [("4", "HIGH", False), ("4.01", "HIGH", True), ("0", "LOW", True), (None, "HIGH", True)],
)
def test_data_is_stale_above_the_limit_or_when_it_was_so(
    hours: str | None, level: str, stale: bool
) -> None:
    behind = None if hours is None else Decimal(hours)

    assert is_stale(behind, limit=Decimal(4), calculated_level=level) is stale


def test_a_line_is_safe_when_nothing_speaks_against_it() -> None:
    assert is_safe("HIGH", [], Decimal(1))
    assert not is_safe("MEDIUM", [], Decimal(1))
    assert not is_safe("HIGH", ["burn_rate_estimated"], Decimal(1))
    assert not is_safe("HIGH", [], None)
