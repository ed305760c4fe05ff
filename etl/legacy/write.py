"""Writes one old needs list into the tables, with its history in the audit log."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from backend.audit.events import Event
from backend.audit.recorder import record
from backend.catalogue.models import Item
from backend.core.numbering import next_number
from backend.inventory.models import Site
from backend.needs.approvals.errors import ItemsClaimed
from backend.needs.events.models import Event as NeedsEvent
from backend.needs.lists.claims import take_claims
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import ACTIVE, ReturnReason, Status
from backend.needs.phases import DEFAULTS, Phase
from etl.legacy.known import Known
from etl.legacy.lines import make_line, wanted_of
from etl.legacy.records import OldLine, OldList
from etl.legacy.values import Reject

NOT_RECORDED = "Not recorded in the old system."
ONCE_SUBMITTED = ACTIVE | {Status.REJECTED, Status.RETURNED, Status.FULFILLED}
ONCE_APPROVED = frozenset({Status.APPROVED, Status.IN_PROGRESS, Status.FULFILLED})


class Refused(Exception):
    """One old list cannot be written; its savepoint is rolled back."""

    def __init__(self, rejects: Sequence[Reject]) -> None:
        super().__init__(f"{len(rejects)} rejects")
        self.rejects = rejects


def write(session: Session, here: Known, old: OldList, successor_id: int | None) -> NeedsList:
    """Write one list in the status it had. Documents are not made: what it ordered is history."""
    event, site_id, items = _resolve(here, old)
    needs_list = _head(session, here, old, event, site_id)
    needs_list.superseded_by_id = successor_id
    session.add(needs_list)
    session.flush()
    lines = [
        make_line(needs_list.id, item, line) for item, line in zip(items, old.lines, strict=True)
    ]
    session.add_all(lines)
    needs_list.total_gap_quantity = sum((line.gap_quantity for line in lines), Decimal(0))
    session.flush()
    session.refresh(needs_list)
    if old.status in ACTIVE:
        _claim(session, old, needs_list, [line.item_id for line in lines if wanted_of(line) > 0])
    _tell(session, old, needs_list)
    return needs_list


def _resolve(here: Known, old: OldList) -> tuple[NeedsEvent, int, list[Item]]:
    rejects = []
    event, site_id = here.event(old.event), here.site(old.site)
    if event is None:
        rejects.append(Reject(old.old_id, "EVENT_UNKNOWN", f"event_id: {old.event!r}"))
    if site_id is None:
        rejects.append(Reject(old.old_id, "SITE_UNKNOWN", f"warehouse_id: {old.site!r}"))
    items = [here.item(line.item) for line in old.lines]
    rejects.extend(_item_rejects(old, items))
    if event is None or site_id is None or rejects:
        raise Refused(rejects)
    return event, site_id, [item for item in items if item is not None]


def _item_rejects(old: OldList, items: Iterable[Item | None]) -> Iterable[Reject]:
    seen: set[int] = set()
    for item, line in zip(items, old.lines, strict=True):
        if item is None:
            yield Reject(old.old_id, "ITEM_UNKNOWN", f"item: {line.item!r}")
        elif item.id in seen:
            yield Reject(old.old_id, "ITEM_TWICE", f"item: {line.item!r}")
        else:
            seen.add(item.id)


def _head(
    session: Session, here: Known, old: OldList, event: NeedsEvent, site_id: int
) -> NeedsList:
    site = session.get_one(Site, site_id)
    phase = old.phase or Phase.BASELINE
    usual = DEFAULTS[phase]
    defaulted = [] if old.phase else ["phase_defaulted_to_baseline"]
    return NeedsList(
        needs_list_no=next_number(
            session, f"NL-{event.code}-{site.code}-{old.calculated_at:%Y%m%d}"
        ),
        event_id=event.id,
        site_id=site_id,
        phase=phase.value,
        status=old.status.value,
        calculated_at=old.calculated_at,
        demand_window_hours=old.demand_window_hours or usual.demand_window_hours,
        planning_window_hours=old.planning_window_hours or usual.planning_window_hours,
        safety_factor=old.safety_factor or usual.safety_factor,
        safety_buffer_pct=usual.safety_buffer_pct,
        # What the old system did not say is not to be trusted more than it was.
        data_freshness_level=old.freshness or "LOW",
        confidence=_lowest(old.lines),
        confidence_reasons=["LEGACY"],
        warnings=[*old.warnings, *defaulted],
        notes=old.notes,
        created_by=here.user(old.deeds["created"].by),
        legacy_id=old.old_id,
        legacy=old.legacy,
        escalation_reason=old.escalation_reason,
        **_deeds(here, old),
    )


def _deeds(here: Known, old: OldList) -> dict[str, Any]:
    """Return who did what and when. Where the old system kept no time, its last one stands in."""
    last = old.deeds["updated"].at or old.deeds["created"].at or old.calculated_at
    needed = {
        "submitted": old.status in ONCE_SUBMITTED,
        "reviewed": old.status is Status.UNDER_REVIEW,
        "approved": old.status in ONCE_APPROVED,
        "rejected": old.status is Status.REJECTED,
        "returned": old.status is Status.RETURNED,
        "cancelled": old.status is Status.CANCELLED,
    }
    found: dict[str, Any] = {}
    for name, is_needed in needed.items():
        deed = old.deeds[name]
        if is_needed or deed.at is not None:
            found[f"{name}_at"] = deed.at or last
            found[f"{name}_by"] = here.user(deed.by)
    for name in ("approved_by", "rejected_by", "returned_by"):
        # The old system let people decide on their own; the name stays in ``legacy`` only.
        if found.get(name) is not None and found[name] == found.get("submitted_by"):
            found[name] = None
    if found.get("submitted_at") is not None:
        found["round"] = 1
    if old.status is Status.REJECTED:
        found["reject_reason"] = old.reject_reason or NOT_RECORDED
    if old.status is Status.RETURNED:
        found["return_reason_code"] = old.return_reason or ReturnReason.OTHER.value
        found["return_note"] = old.return_note
    if old.status is Status.CANCELLED:
        found["cancel_reason"] = old.cancel_reason or NOT_RECORDED
    if old.status is Status.FULFILLED:
        found["fulfilled_at"] = last
    return found


def _lowest(lines: Sequence[OldLine]) -> str:
    """A list is as sure as its least sure line; where none says how sure, it is not."""
    levels = {line.confidence or "LOW" for line in lines} or {"LOW"}
    return next(level for level in ("LOW", "MEDIUM", "HIGH") if level in levels)


def _claim(session: Session, old: OldList, needs_list: NeedsList, item_ids: list[int]) -> None:
    if not item_ids:
        return
    try:
        take_claims(session, needs_list, item_ids)
    except ItemsClaimed as claimed:
        raise Refused([Reject(old.old_id, "ITEM_SITE_CLAIMED", claimed.detail)]) from claimed


def _tell(session: Session, old: OldList, needs_list: NeedsList) -> None:
    """Write the import and each step of the old history into the audit log, as what they are."""
    record(
        session,
        Event.NEEDS_LIST_IMPORTED,
        "needs_list",
        needs_list.id,
        after={"legacy_id": old.old_id, "status": old.status, "lines": len(old.lines)},
    )
    for entry in old.history:
        record(
            session,
            Event.NEEDS_LIST_IMPORTED,
            "needs_list",
            needs_list.id,
            after={"legacy_history": dict(entry)},
            reason=str(entry.get("reason") or entry.get("notes") or "")[:2000] or None,
        )
