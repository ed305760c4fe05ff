"""Who must approve a needs list, who may, by when, and when somebody is reminded. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.access.permissions import ADMIN
from backend.needs.phases import Phase

COST_MISSING = "cost_missing_for_approval"
CONSERVATIVE = "approval_tier_conservative"
# A list that waits is nobody's fault before this.
REMIND_AFTER = dt.timedelta(hours=4)
# Which part of the time limit each level stands for.
LEVELS: tuple[tuple[str, Decimal], ...] = (
    ("REMINDER", Decimal("0.5")),
    ("WARNING", Decimal("0.75")),
    ("ESCALATION", Decimal(1)),
)
SURGE_DIVISOR = 2


@dataclass(frozen=True, slots=True)
class Tier:
    """One row of the approval policy. The rank says which of two tiers is the higher one."""

    name: str
    horizon: str
    phase: str | None
    scope: str | None
    minimum_value: Decimal
    maximum_value: Decimal | None
    roles: tuple[str, ...]
    time_limit_hours: Decimal
    rank: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one line wants from one horizon; the value is None where the item has no cost."""

    horizon: str
    category: str | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What the policy asks for. ``uncovered`` are horizons that no tier speaks of."""

    roles: tuple[str, ...]
    tiers: tuple[str, ...]
    time_limit: dt.timedelta
    warnings: tuple[str, ...]
    uncovered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """The roles that somebody decides with: their own, or those of a person they stand in for."""

    user_id: int
    roles: frozenset[str]
    on_behalf_of: int | None = None

    @property
    def principal(self) -> int:
        return self.on_behalf_of if self.on_behalf_of is not None else self.user_id

    def holds(self, role: str) -> bool:
        return role in self.roles or ADMIN in self.roles


def value_of(shares: Iterable[Share]) -> Decimal | None:
    """Return what the shares cost together, or None where one of them has no cost."""
    total = Decimal(0)
    for share in shares:
        if share.value is None:
            return None
        total += share.value
    return total


def fits(tier: Tier, value: Decimal | None) -> bool:
    """Tell whether a value is in the tier's range: above the minimum, up to the maximum.

    An unknown value is in every range, so that the highest tier counts.
    """
    if value is None:
        return True
    above = value > tier.minimum_value or tier.minimum_value == 0
    return above and (tier.maximum_value is None or value <= tier.maximum_value)


def tier_for(
    tiers: Iterable[Tier], horizon: str, shares: Sequence[Share], phase: Phase
) -> Tier | None:
    """Return the highest tier that fits what a list wants from one horizon.

    A tier of a category is judged by what the list wants of that category alone.
    """
    fitting: list[Tier] = []
    for tier in tiers:
        if tier.horizon != horizon or tier.phase not in (None, phase):
            continue
        spoken_of = [share for share in shares if tier.scope in (None, share.category)]
        if spoken_of and fits(tier, value_of(spoken_of)):
            fitting.append(tier)
    return max(fitting, key=lambda tier: tier.rank, default=None)


def requirement(tiers: Sequence[Tier], shares: Sequence[Share], phase: Phase) -> Requirement:
    """Return what all horizons of a list ask for together.

    Each horizon's tier has to be satisfied; who is asked twice approves once. The shortest
    time limit is the list's, because one decision is about all of it.
    """
    horizons = sorted({share.horizon for share in shares})
    found = {
        horizon: tier_for(tiers, horizon, [s for s in shares if s.horizon == horizon], phase)
        for horizon in horizons
    }
    chosen = sorted((tier for tier in found.values() if tier), key=lambda tier: tier.rank)
    hours = min((tier.time_limit_hours for tier in chosen), default=Decimal(0))
    return Requirement(
        roles=tuple(dict.fromkeys(role for tier in chosen for role in tier.roles)),
        tiers=tuple(tier.name for tier in chosen),
        time_limit=time_limit(hours, phase),
        warnings=(CONSERVATIVE, COST_MISSING) if value_of(shares) is None else (),
        uncovered=tuple(horizon for horizon, tier in found.items() if tier is None),
    )


def time_limit(hours: Decimal, phase: Phase) -> dt.timedelta:
    """Return the limit of a phase: a surge halves it."""
    divisor = SURGE_DIVISOR if phase is Phase.SURGE else 1
    return dt.timedelta(hours=float(hours / divisor))


def roles_after_escalation(
    required: Sequence[str], approved: int, tiers: Sequence[Tier], named: Collection[str]
) -> tuple[str, ...]:
    """Return who has to approve once a list was escalated; ``named`` are its tiers until then.

    Who still had to decide gives way to the lowest tier above that asks for somebody new; where
    there is none, the same people stay asked.
    """
    reached = max((tier.rank for tier in tiers if tier.name in named), default=0)
    done = tuple(required[:approved])
    for tier in sorted(tiers, key=lambda tier: tier.rank):
        if tier.rank > reached and not set(tier.roles) <= set(required):
            return (*done, *(role for role in tier.roles if role not in done))
    return tuple(required)


def authority_for(
    role: str, authorities: Iterable[Authority], *, barred: Collection[int]
) -> Authority | None:
    """Return with which authority somebody approves for ``role``, their own before a borrowed one.

    ``barred`` are the people who made the list, and those who have approved it already.
    """
    for authority in authorities:
        if authority.holds(role) and authority.principal not in barred:
            return authority
    return None


def levels_reached(submitted_at: dt.datetime, due_at: dt.datetime, now: dt.datetime) -> list[str]:
    """Return which notices are due by now, the first one first."""
    limit = due_at - submitted_at
    return [level for level, part in LEVELS if now >= submitted_at + limit * float(part)]


def may_be_reminded_at(submitted_at: dt.datetime) -> dt.datetime:
    return submitted_at + REMIND_AFTER


def is_stale(
    hours_behind: Decimal | None, *, limit: Decimal, calculated_level: str | None = None
) -> bool:
    """Tell whether data is too old to be believed: now, or when the list was calculated."""
    return calculated_level == "LOW" or hours_behind is None or hours_behind > limit


def is_safe(confidence: str, warnings: Collection[str], unit_cost: Decimal | None) -> bool:
    """Tell whether a line may be approved with one button.

    Without a cost the policy could not judge it, so that it is not within the policy.
    """
    return confidence == "HIGH" and not warnings and unit_cost is not None


def cover_hours(available: Decimal, burn_rate: Decimal | None) -> Decimal | None:
    """Return in how many hours stock is gone, or None where nothing is taken or nobody knows."""
    if not burn_rate:
        return None
    return round(max(available, Decimal(0)) / burn_rate, 4)


def lands_in_time(
    expected_at: dt.datetime | None,
    now: dt.datetime,
    *,
    cover: Decimal | None,
    burn_rate: Decimal | None,
) -> bool | None:
    """Tell whether goods arrive before a site has nothing left; None where that is not known."""
    if expected_at is None or burn_rate is None:
        return None
    if cover is None:
        return True
    return expected_at <= now + dt.timedelta(hours=float(cover))
