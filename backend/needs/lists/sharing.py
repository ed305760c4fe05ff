"""Who competes with a list for the same sources, what each rule would give, and which is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.events import Event as Happened
from backend.audit.recorder import record
from backend.needs.calculation.contest import Key, Rival, key_of, settle, wanted_of
from backend.needs.calculation.decide import FORMULA_VERSION, decide, measure
from backend.needs.calculation.fair_share import Claim, FairShareRule, compare
from backend.needs.calculation.inputs import LineInputs, Source
from backend.needs.calculation.queries import site_clocks
from backend.needs.calculation.source_queries import competing_rows
from backend.needs.calculation.sources import rival_of
from backend.needs.lines.models import NeedsListItem
from backend.needs.lines.recording import add_up, rewrite
from backend.needs.lines.service import require_editable
from backend.needs.lists.models import NeedsList

# The list in question among its rivals, whose keys are those of their lines, negative.
OWN = 0


@dataclass(frozen=True, slots=True)
class Contest:
    """One source of one item that more is asked of than it has."""

    line: NeedsListItem
    source: Source
    own: Claim
    rivals: tuple[Any, ...]
    shares: Mapping[FairShareRule, Mapping[int, Decimal]]


def contests(session: Session, needs_list: NeedsList) -> list[Contest]:
    """Return the contested sources of a list, with what each rule would give to whom."""
    lines = _readable_lines(session, needs_list)
    rows = competing_rows(
        session, [line.item_id for line in lines], except_site_ids=[needs_list.site_id]
    )
    tier = _tiers(session).get(needs_list.site_id)
    found = []
    for line in lines:
        inputs = LineInputs.from_document(line.explanation["inputs"])
        for key, source in _sources(inputs).items():
            rivals = [row for row in rows if row.item_id == line.item_id and _key(row) == key]
            if not rivals:
                continue
            own = Claim(OWN, _wanted(inputs, key), _coverage(line), line.burn_rate, tier)
            claims = [own, *(rival_of(row).claim for row in rivals)]
            capacity = source.capacity or Decimal(0)
            if own.asked > 0 and sum(claim.asked for claim in claims) > capacity:
                found.append(Contest(line, source, own, tuple(rivals), compare(capacity, claims)))
    return found


def choose_rule(session: Session, needs_list: NeedsList, rule: FairShareRule) -> None:
    """Share what a list competes for by another rule, with the rivals of today."""
    require_editable(needs_list)
    before = needs_list.fair_share_rule
    lines = _readable_lines(session, needs_list)
    rows = competing_rows(
        session, [line.item_id for line in lines], except_site_ids=[needs_list.site_id]
    )
    tiers = _tiers(session)
    for line in lines:
        rivals = [rival_of(row) for row in rows if row.item_id == line.item_id]
        _share_again(session, line, rivals, tiers, rule)
    needs_list.fair_share_rule = rule.value
    add_up(session, needs_list)
    record(
        session,
        Happened.NEEDS_LIST_SHARED,
        "needs_list",
        needs_list.id,
        before={"fair_share_rule": before},
        after={"fair_share_rule": rule.value},
    )


def _share_again(
    session: Session,
    line: NeedsListItem,
    rivals: Sequence[Rival],
    tiers: Mapping[int, int | None],
    rule: FairShareRule,
) -> None:
    known = LineInputs.from_document(line.explanation["inputs"])
    sources = tuple(replace(source, offered=None) for source in known.sources)
    asking = replace(known, sources=sources)
    [(inputs, result)] = settle([(asking, measure(asking))], rivals, tiers, rule)
    if inputs.sources != known.sources:
        rewrite(session, line, inputs, result)


def _readable_lines(session: Session, needs_list: NeedsList) -> list[NeedsListItem]:
    """Return the lines whose sources are known: those that this formula calculated."""
    statement = select(NeedsListItem).where(
        NeedsListItem.needs_list_id == needs_list.id,
        NeedsListItem.formula_version == FORMULA_VERSION,
    )
    return list(session.scalars(statement.order_by(NeedsListItem.id)))


def _tiers(session: Session) -> dict[int, int | None]:
    return {site.id: site.priority_tier for site in site_clocks(session).sites.values()}


def _sources(inputs: LineInputs) -> dict[Key, Source]:
    keyed = ((key_of(source), source) for source in inputs.sources)
    return {key: source for key, source in keyed if key is not None}


def _key(row: Any) -> Key:
    return rival_of(row).key


def _coverage(line: NeedsListItem) -> Decimal:
    return line.coverage_quantity or Decimal(0)


def _wanted(inputs: LineInputs, key: Key) -> Decimal:
    """Return what the line would still miss when the source's turn comes, were it not shared."""
    free = tuple(replace(part, offered=None) for part in inputs.sources)
    line = decide(replace(inputs, sources=free))
    taken = any(key_of(part.source) == key for part in line.filled.allocations)
    return wanted_of(line, key) if taken else Decimal(0)
