"""Makes needs lists out of calculations, and keeps what people change about them. No Flask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.access.queries import organisation
from backend.audit.events import Event as Happened
from backend.audit.recorder import record
from backend.needs.calculation.decide import FORMULA_VERSION
from backend.needs.calculation.queries import site_clocks
from backend.needs.calculation.rules import lowest
from backend.needs.calculation.service import Calculated, Scope, SiteCalculation, calculate
from backend.needs.events.models import Event
from backend.needs.lines.recording import add_up, write_lines
from backend.needs.lines.service import require_editable
from backend.needs.lists.errors import (
    EditedDraftInTheWay,
    EventClosed,
    EventNotFound,
    SitesUnknown,
)
from backend.needs.lists.models import NeedsList
from backend.needs.lists.numbers import next_list_number
from backend.needs.lists.schemas import CalculationScope, NeedsListChange, NeedsListDrafts
from backend.needs.lists.sharing import choose_rule
from backend.needs.lists.steps import supersede
from backend.needs.lists.workflow import EDITABLE, Status
from backend.needs.phases import Phase


@dataclass(slots=True)
class Drafted:
    """What came of asking for lists: made, replaced, and sites where nothing is missing."""

    created: list[int] = field(default_factory=list)
    superseded: list[NeedsList] = field(default_factory=list)
    skipped: list[SiteCalculation] = field(default_factory=list)


def scope_of(session: Session, asked: CalculationScope) -> Scope:
    """Return the scope as the calculation takes it, or raise what is wrong with it."""
    event = session.get(Event, asked.event_id)
    if event is None:
        raise EventNotFound(asked.event_id)
    if event.status == "CLOSED":
        raise EventClosed(event.code)
    known = site_clocks(session).sites
    unknown = [site_id for site_id in asked.site_ids if site_id not in known]
    if unknown:
        raise SitesUnknown(unknown)
    return Scope(
        event=event,
        phase=asked.phase or Phase(event.current_phase),
        # In order of the key, so that two such requests wait for each other instead of dying.
        site_ids=tuple(sorted(asked.site_ids)),
        item_ids=None if asked.item_ids is None else frozenset(asked.item_ids),
        family=asked.family,
        category=asked.category,
        rule=asked.fair_share_rule,
    )


def draft(session: Session, asked: NeedsListDrafts, *, by: int) -> Drafted:
    """Make a list for each site where something is missing; all of them or none."""
    scope = scope_of(session, asked)
    if not asked.confirm_supersede_edited:
        _ask_first(drafts_in_the_way(session, scope, by=by))
    left_out = {(entry.site_id, entry.item_id) for entry in asked.excluded}
    drafted = Drafted()
    for calculation in calculate(session, scope):
        entries = [
            entry
            for entry in calculation.short
            if (calculation.site.id, entry.item.id) not in left_out
        ]
        if not entries:
            drafted.skipped.append(calculation)
            continue
        needs_list = _write(session, scope, calculation, entries, asked.notes, by=by)
        replaced = _replace_older(
            session, scope, needs_list, by=by, may_replace_edited=asked.confirm_supersede_edited
        )
        _record_created(session, needs_list, entries, replaced)
        drafted.created.append(needs_list.id)
        drafted.superseded += replaced
    return drafted


def drafts_in_the_way(session: Session, scope: Scope, *, by: int) -> list[NeedsList]:
    """Return one's own open lists for the same event, sites and phase."""
    return list(session.scalars(_open_drafts(scope, scope.site_ids, by)))


def _open_drafts(scope: Scope, site_ids: Sequence[int], by: int) -> Select[NeedsList]:
    return (
        select(NeedsList)
        .where(
            NeedsList.event_id == scope.event.id,
            NeedsList.site_id.in_(site_ids),
            NeedsList.phase == scope.phase,
            NeedsList.status.in_(EDITABLE),
            NeedsList.created_by == by,
        )
        .order_by(NeedsList.id)
    )


def _ask_first(drafts: Iterable[NeedsList]) -> None:
    """Raise if somebody's work would be replaced."""
    worked_on = [entry for entry in drafts if is_worked_on(entry)]
    if worked_on:
        raise EditedDraftInTheWay(
            [(entry.needs_list_no, Status(entry.status)) for entry in worked_on]
        )


def is_worked_on(needs_list: NeedsList) -> bool:
    """Whether replacing it would lose somebody's work: their changes, or a reviewer's words."""
    return needs_list.is_edited or Status(needs_list.status) is Status.RETURNED


def _write(
    session: Session,
    scope: Scope,
    calculation: SiteCalculation,
    entries: Sequence[Calculated],
    notes: str | None,
    *,
    by: int,
) -> NeedsList:
    settings, site = calculation.settings, calculation.site
    needs_list = NeedsList(
        needs_list_no=next_list_number(session, scope.event.id, site.id),
        event_id=scope.event.id,
        site_id=site.id,
        phase=scope.phase.value,
        calculated_at=calculation.clock.as_of,
        demand_window_hours=settings.demand_window_hours,
        planning_window_hours=settings.planning_window_hours,
        safety_factor=settings.safety_factor,
        safety_buffer_pct=settings.safety_buffer_pct,
        data_freshness_level=calculation.freshness.value,
        hours_behind=site.hours_behind,
        confidence=lowest(entry.line.confidence for entry in entries).value,
        confidence_reasons=_union([entry.line.reasons for entry in entries]),
        warnings=_union([entry.line.warnings for entry in entries]),
        fair_share_rule=scope.rule.value,
        currency=organisation(session).currency,
        notes=notes,
        created_by=by,
    )
    session.add(needs_list)
    session.flush()
    write_lines(session, needs_list, entries)
    add_up(session, needs_list)
    session.flush()
    session.refresh(needs_list)
    return needs_list


def _union(codes: Sequence[Sequence[str]]) -> list[str]:
    return sorted({str(code) for part in codes for code in part})


def _replace_older(
    session: Session, scope: Scope, needs_list: NeedsList, *, by: int, may_replace_edited: bool
) -> list[NeedsList]:
    """Put the new list in the place of one's older drafts."""
    statement = (
        _open_drafts(scope, [needs_list.site_id], by)
        .where(NeedsList.id != needs_list.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    older = list(session.scalars(statement))
    if not may_replace_edited:
        # Asked again under the lock: a line may have been adjusted while this was calculated.
        _ask_first(older)
    for entry in older:
        supersede(session, entry, needs_list)
    return older


def _record_created(
    session: Session,
    needs_list: NeedsList,
    entries: Sequence[Calculated],
    replaced: Sequence[NeedsList],
) -> None:
    after: dict[str, Any] = {
        "needs_list_no": needs_list.needs_list_no,
        "status": needs_list.status,
        "phase": needs_list.phase,
        "lines": len(entries),
        "total_gap_quantity": needs_list.total_gap_quantity,
        "total_estimated_value": needs_list.total_estimated_value,
        "fair_share_rule": needs_list.fair_share_rule,
        "formula_version": FORMULA_VERSION,
        "supersedes": [entry.needs_list_no for entry in replaced],
    }
    record(session, Happened.NEEDS_LIST_CREATED, "needs_list", needs_list.id, after=after)


def change(session: Session, needs_list: NeedsList, wanted: NeedsListChange) -> None:
    """Change what people say about a list; another rule shares contested sources anew."""
    require_editable(needs_list)
    if "notes" in wanted.model_fields_set and wanted.notes != needs_list.notes:
        before = {"notes": needs_list.notes}
        needs_list.notes = wanted.notes or None
        after = {"notes": needs_list.notes}
        changed = Happened.NEEDS_LIST_CHANGED
        record(session, changed, "needs_list", needs_list.id, before=before, after=after)
    rule = wanted.fair_share_rule
    if rule is not None and rule != needs_list.fair_share_rule:
        choose_rule(session, needs_list, rule)
    session.flush()
    session.refresh(needs_list)
