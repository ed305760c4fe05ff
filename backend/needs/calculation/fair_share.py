"""How one surplus is shared by lists that compete for it. Three declared rules, each pure.

Every rule gives all there is unless nobody asks for it, and nobody more than is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from itertools import pairwise

from backend.needs.calculation.rules import PLACES, ZERO

WHOLE = Decimal(1)
LAST_TIER = 99


class FairShareRule(StrEnum):
    EQUAL_HOURS = "EQUAL_HOURS"
    BY_NEED = "BY_NEED"
    BY_PRIORITY = "BY_PRIORITY"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one list asks of the surplus, and how its site stands without it."""

    key: int
    asked: Decimal
    coverage: Decimal
    burn_rate: Decimal | None
    tier: int | None = None


def share(rule: FairShareRule, supply: Decimal, claims: Sequence[Claim]) -> dict[int, Decimal]:
    """Return what each claim gets of ``supply``, in whole units where all figures are whole."""
    asked = sum((claim.asked for claim in claims), ZERO)
    if asked <= supply:
        return {claim.key: claim.asked for claim in claims}
    if rule is FairShareRule.BY_NEED:
        shares = _by_need(supply, claims)
    elif rule is FairShareRule.BY_PRIORITY:
        shares = _by_priority(supply, claims)
    else:
        shares = _equal_hours(supply, claims)
    return _rounded(shares, supply, claims)


def compare(supply: Decimal, claims: Sequence[Claim]) -> dict[FairShareRule, dict[int, Decimal]]:
    return {rule: share(rule, supply, claims) for rule in FairShareRule}


def _by_need(supply: Decimal, claims: Sequence[Claim]) -> dict[int, Decimal]:
    asked = sum((claim.asked for claim in claims), ZERO)
    if asked <= 0:
        return {claim.key: ZERO for claim in claims}
    part = min(supply / asked, Decimal(1))
    return {claim.key: claim.asked * part for claim in claims}


def _by_priority(supply: Decimal, claims: Sequence[Claim]) -> dict[int, Decimal]:
    """Serve tier 1 first; within a tier by need; sites without a tier come last."""
    shares: dict[int, Decimal] = {}
    left = supply
    for tier in sorted({claim.tier or LAST_TIER for claim in claims}):
        equals = [claim for claim in claims if (claim.tier or LAST_TIER) == tier]
        given = _by_need(left, equals)
        shares |= given
        left = max(left - sum(given.values(), ZERO), ZERO)
    return shares


def _equal_hours(supply: Decimal, claims: Sequence[Claim]) -> dict[int, Decimal]:
    """Lift those who run out first until all last equally long.

    The level of hours is found exactly, between the moments at which a site starts to be lifted
    or has all it asked for. A site whose rate nobody knows gets what is left over, by need.
    """
    known = [claim for claim in claims if claim.burn_rate]
    level = _level(supply, known)
    shares = {claim.key: _lifted(claim, level) for claim in known}
    left = max(supply - sum(shares.values(), ZERO), ZERO)
    return shares | _by_need(left, [claim for claim in claims if not claim.burn_rate])


def _level(supply: Decimal, claims: Sequence[Claim]) -> Decimal:
    """Return the hours of cover to which ``supply`` lifts them all."""
    edges = sorted({edge for claim in claims for edge in _edges(claim)})
    for low, high in pairwise(edges):
        at_low, at_high = _sum_at(claims, low), _sum_at(claims, high)
        if at_low < at_high and at_high >= supply:
            return low + (high - low) * (supply - at_low) / (at_high - at_low)
    return edges[-1] if edges else ZERO


def _edges(claim: Claim) -> tuple[Decimal, Decimal]:
    rate = claim.burn_rate or Decimal(1)
    return claim.coverage / rate, (claim.coverage + claim.asked) / rate


def _sum_at(claims: Sequence[Claim], level: Decimal) -> Decimal:
    return sum((_lifted(claim, level) for claim in claims), ZERO)


def _lifted(claim: Claim, level: Decimal) -> Decimal:
    wanted = level * (claim.burn_rate or ZERO) - claim.coverage
    return min(max(wanted, ZERO), claim.asked)


def _rounded(
    shares: Mapping[int, Decimal], supply: Decimal, claims: Sequence[Claim]
) -> dict[int, Decimal]:
    """Round down, then hand what is left to those who lost most by it."""
    figures = [supply, *(claim.asked for claim in claims)]
    unit = WHOLE if all(figure % 1 == 0 for figure in figures) else PLACES
    asked = {claim.key: claim.asked for claim in claims}
    given = {key: value.quantize(unit, rounding=ROUND_FLOOR) for key, value in shares.items()}
    left = supply - sum(given.values(), ZERO)
    for key in sorted(shares, key=lambda key: (given[key] - shares[key], key)):
        if left >= unit and given[key] + unit <= asked[key]:
            given[key] += unit
            left -= unit
    return given
