"""Shares what several lists want of one source, item by item. Pure.

Who is given less than it asked turns to the next source, which may then be wanted by too many in
turn; each source is shared once, so this ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from backend.needs.calculation.decide import Line, filled
from backend.needs.calculation.fair_share import Claim, FairShareRule, share
from backend.needs.calculation.inputs import LineInputs, Source
from backend.needs.calculation.rules import ZERO

# Of what kind a source is, and which: a site's surplus (A) or a gift (B).
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Rival:
    """What a list that waits for its decision asks of a source."""

    key: Key
    item_id: int
    claim: Claim


def key_of(source: Source) -> Key | None:
    """Return which source it is; None for procurement, of which there is enough for all."""
    if source.horizon == "A" and source.site_id is not None:
        return "A", source.site_id
    if source.horizon == "B" and source.donation_item_id is not None:
        return "B", source.donation_item_id
    return None


def settle(
    wishes: Sequence[tuple[LineInputs, Line]],
    rivals: Iterable[Rival],
    tiers: Mapping[int, int | None],
    rule: FairShareRule,
) -> list[tuple[LineInputs, Line]]:
    """Return the lines of one item at several sites, none of them with more than its share.

    ``wishes`` are measured: filling them anew with less on offer measures nothing again.
    """
    asked_by_rivals: dict[Key, list[Claim]] = {}
    for rival in rivals:
        asked_by_rivals.setdefault(rival.key, []).append(rival.claim)
    measured = {inputs.site_id: line for inputs, line in wishes}
    lines = [(inputs, filled(line, inputs)) for inputs, line in wishes]
    shared: set[Key] = set()
    while key := _contested(lines, asked_by_rivals, shared):
        shared.add(key)
        claims = [*_claims(lines, key, tiers), *asked_by_rivals.get(key, [])]
        shares = share(rule, _capacity(lines, key), claims)
        lines = [
            _offer(inputs, measured[inputs.site_id], key, shares)
            if inputs.site_id in shares
            else (inputs, line)
            for inputs, line in lines
        ]
    return lines


def _contested(
    lines: Sequence[tuple[LineInputs, Line]],
    asked_by_rivals: Mapping[Key, Sequence[Claim]],
    shared: set[Key],
) -> Key | None:
    """Return a source of which more is asked than it can give, the first by its key."""
    asked: dict[Key, Decimal] = {}
    for _, line in lines:
        for part in line.filled.allocations:
            key = key_of(part.source)
            if key is not None and key not in shared:
                asked[key] = asked.get(key, ZERO) + part.quantity
    for key in sorted(asked):
        rivals = sum((claim.asked for claim in asked_by_rivals.get(key, [])), ZERO)
        if asked[key] + rivals > _capacity(lines, key):
            return key
    return None


def _capacity(lines: Sequence[tuple[LineInputs, Line]], key: Key) -> Decimal:
    capacities = (
        source.capacity or ZERO
        for inputs, _ in lines
        for source in inputs.sources
        if key_of(source) == key
    )
    return max(capacities, default=ZERO)


def _claims(
    lines: Sequence[tuple[LineInputs, Line]], key: Key, tiers: Mapping[int, int | None]
) -> list[Claim]:
    """Return what each site asks of the source. Sites have positive keys, rivals negative ones."""
    return [
        Claim(
            key=inputs.site_id,
            asked=wanted_of(line, key),
            coverage=line.coverage,
            burn_rate=inputs.burn.rate,
            tier=tiers.get(inputs.site_id),
        )
        for inputs, line in lines
        if _taken(line, key) > 0
    ]


def _taken(line: Line, key: Key) -> Decimal:
    taken = (part.quantity for part in line.filled.allocations if key_of(part.source) == key)
    return sum(taken, ZERO)


def wanted_of(line: Line, key: Key) -> Decimal:
    """Return what was still missing when the source's turn came, however little it has."""
    wanted = ZERO
    for part in reversed(line.filled.allocations):
        wanted += part.quantity
        if key_of(part.source) == key:
            break
    return wanted + line.filled.missing


def _offer(
    inputs: LineInputs, measured: Line, key: Key, shares: Mapping[int, Decimal]
) -> tuple[LineInputs, Line]:
    sources = tuple(
        replace(source, offered=shares[inputs.site_id]) if key_of(source) == key else source
        for source in inputs.sources
    )
    limited = replace(inputs, sources=sources)
    return limited, filled(measured, limited)
