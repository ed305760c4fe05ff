"""Brings stored alerts in line with what was found, in one transaction.

Run twice it changes nothing; killed it leaves nothing half done; run on an emptied analytics
schema it finds every alert's beginning and people's decisions in ops.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from backend.alerts.findings import Finding
from backend.alerts.kinds import AlertType, Happened, Level, Status
from backend.alerts.messages import sentence
from backend.alerts.models import Alert, AlertEvaluation, AlertEvent, AlertState
from backend.alerts.reconcile import Changes, Kept, Standing, reconcile, suppressors
from backend.alerts.workflow import Decision, undone_by
from etl.alerts.evidence import Evidence, open_episodes

SYNC_LOCK = 723054113
SYSTEM = "system"
IDS = ("item_id", "site_id", "supplier_id", "order_id", "lot_id")


@dataclass(frozen=True, slots=True)
class Synced:
    conditions: int
    opened: int
    cleared: int
    reopened: int


@dataclass
class _Sync:
    """What every part of one run needs."""

    session: Session
    now: datetime
    alerts: Mapping[str, Alert]
    states: Mapping[str, AlertState]
    episodes: Mapping[str, datetime]
    events: list[dict[str, Any]]

    def tell(self, fingerprint: str, what: Happened, **details: Any) -> None:
        self.events.append(
            {
                "fingerprint": fingerprint,
                "action": what.value,
                "at": self.now,
                "actor": SYSTEM,
                "details": details,
            }
        )


def sync(session: Session, evidence: Evidence, now: datetime) -> Synced:
    """Open, update and clear alerts; undo decisions whose time has come."""
    session.execute(select(func.pg_advisory_xact_lock(SYNC_LOCK)))
    run = _read(session, now)
    digest = _digest(evidence)
    is_new = digest != session.scalar(
        select(AlertEvaluation.evidence_digest).order_by(AlertEvaluation.id.desc()).limit(1)
    )
    changes = reconcile(
        [_standing(alert) for alert in run.alerts.values()],
        evidence.findings,
        evidence.looked_for,
        is_new_evidence=is_new,
    )
    held_back = suppressors(_remaining(changes))
    _open(run, changes.opened, held_back)
    _keep(run, changes.kept, held_back, is_new=is_new)
    cleared = [alert.fingerprint for alert in changes.cleared]
    _clear(run, cleared, [alert.id for alert in changes.cleared])
    _end_lost_episodes(run, changes, evidence)
    reopened = _undo_decisions(run, changes)
    met = sum(1 for finding in evidence.findings.values() if finding.presence == "MET")
    if is_new:
        session.add(
            AlertEvaluation(
                at=now, as_of=evidence.as_of, evidence_digest=digest, conditions=met,
                opened=len(changes.opened), cleared=len(cleared),
            )
        )  # fmt: skip
    if run.events:
        session.execute(insert(AlertEvent), run.events)
    session.flush()
    return Synced(met, len(changes.opened), len(cleared), reopened)


def _read(session: Session, now: datetime) -> _Sync:
    alerts = session.scalars(
        select(Alert).where(Alert.resolved_at.is_(None)).order_by(Alert.id).with_for_update()
    )
    states = session.scalars(select(AlertState).with_for_update())
    return _Sync(
        session=session,
        now=now,
        alerts={alert.fingerprint: alert for alert in alerts},
        states={state.fingerprint: state for state in states},
        episodes=open_episodes(session),
        events=[],
    )


def _standing(alert: Alert) -> Standing:
    return Standing(
        id=alert.id,
        fingerprint=alert.fingerprint,
        type=AlertType(alert.type),
        level=alert.level,
        item_id=alert.item_id,
        site_id=alert.site_id,
        clear_runs=alert.clear_runs,
    )


def _remaining(
    changes: Changes,
) -> Iterable[tuple[str, AlertType, int | None, int | None]]:
    for finding in changes.opened:
        subject = finding.subject
        yield finding.fingerprint, finding.type, subject.item_id, subject.site_id
    for kept in changes.kept:
        alert = kept.standing
        yield alert.fingerprint, alert.type, alert.item_id, alert.site_id


def _open(run: _Sync, found: Sequence[Finding], held_back: Mapping[str, str]) -> None:
    rows = []
    for finding in found:
        begun = run.episodes.get(finding.fingerprint)
        if begun is None:
            run.tell(finding.fingerprint, Happened.OPENED, level=finding.level.value,
                     params=dict(finding.params))  # fmt: skip
        rows.append(
            {
                "fingerprint": finding.fingerprint,
                "type": finding.type.value,
                "level": finding.level,
                **{name: getattr(finding.subject, name) for name in IDS},
                **_words(finding),
                "opened_at": begun or run.now,
                "last_seen_at": run.now,
                "suppressed_by": held_back.get(finding.fingerprint),
            }
        )
    if rows:
        run.session.execute(insert(Alert), rows)


def _keep(run: _Sync, kept: Sequence[Kept], held_back: Mapping[str, str], *, is_new: bool) -> None:
    """Update what is known of alerts that stay, and tell what changed about them."""
    for keeping in kept:
        alert = run.alerts[keeping.standing.fingerprint]
        suppressor = held_back.get(alert.fingerprint)
        if keeping.level != alert.level:
            worse = keeping.level.rank > alert.level.rank
            run.tell(alert.fingerprint, Happened.WORSENED if worse else Happened.EASED,
                     before=alert.level.value, after=keeping.level.value)  # fmt: skip
        if suppressor != alert.suppressed_by:
            run.tell(
                alert.fingerprint,
                Happened.SUPPRESSED if suppressor else Happened.RELEASED,
                by=suppressor or alert.suppressed_by,
            )
        alert.level = keeping.level
        alert.suppressed_by = suppressor
        alert.clear_runs = keeping.clear_runs
        if keeping.finding is not None:
            for name, value in _words(keeping.finding).items():
                setattr(alert, name, value)
            if is_new:
                alert.last_seen_at = run.now


def _clear(run: _Sync, fingerprints: Sequence[str], ids: Sequence[int] = ()) -> None:
    """Close alerts whose condition ended; what people said about them ends with it."""
    if ids:
        run.session.execute(
            update(Alert).where(Alert.id.in_(ids)).values(resolved_at=run.now, suppressed_by=None)
        )
    for fingerprint in fingerprints:
        state = run.states.get(fingerprint)
        details = {"status": state.status} if state is not None else {}
        run.tell(fingerprint, Happened.CLEARED, **details)
        if state is not None:
            _reset(state, forget=True)


def _end_lost_episodes(run: _Sync, changes: Changes, evidence: Evidence) -> None:
    """Clear what the history says is open and the analytics schema has lost."""
    known = {*run.alerts, *(finding.fingerprint for finding in changes.opened)}
    lost = sorted(
        fingerprint
        for fingerprint in run.episodes.keys() - known
        if AlertType(fingerprint.split(":")[0]) in evidence.looked_for
    )
    _clear(run, lost)


def _undo_decisions(run: _Sync, changes: Changes) -> int:
    levels: dict[str, Level] = {finding.fingerprint: finding.level for finding in changes.opened}
    levels |= {kept.standing.fingerprint: kept.level for kept in changes.kept}
    undone = 0
    for fingerprint, level in sorted(levels.items()):
        state = run.states.get(fingerprint)
        reason = undone_by(_decision(state), level, run.now) if state else None
        if state is None or reason is None:
            continue
        run.tell(fingerprint, reason, status=state.status, level=level.value)
        _reset(state, forget=False)
        undone += 1
    return undone


def _decision(state: AlertState) -> Decision:
    return Decision(
        Status(state.status), state.promised_at, state.snoozed_until, state.until_worse_than
    )


def _reset(state: AlertState, *, forget: bool) -> None:
    """Open again. Who had promised stays on it unless the whole episode is over."""
    state.status = Status.OPEN
    state.promised_at = state.snoozed_until = state.until_worse_than = None
    if forget:
        state.owner_id = state.note = None


def _words(finding: Finding) -> dict[str, Any]:
    return {
        "params": dict(finding.params),
        "message_code": finding.message_code,
        "message": sentence(finding.message_code, finding.params),
    }


def _digest(evidence: Evidence) -> str:
    """Name the state of the world: what was found and what could be looked for."""
    document = [
        sorted(evidence.looked_for),
        [
            [name, finding.level, finding.presence, asdict(finding)["params"]]
            for name, finding in sorted(evidence.findings.items())
        ],
    ]
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
