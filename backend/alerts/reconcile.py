"""From open alerts and what was found now to what has to change. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from backend.alerts.findings import Finding, Presence
from backend.alerts.kinds import STOCK_TYPES, AlertType, Level
from backend.alerts.workflow import CLEAR_AFTER_RUNS


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert that is open in the database."""

    id: int
    fingerprint: str
    type: AlertType
    level: Level
    item_id: int | None
    site_id: int | None
    clear_runs: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An alert that stays. ``finding`` is None where nothing could be looked for."""

    standing: Standing
    finding: Finding | None
    level: Level
    clear_runs: int


@dataclass(frozen=True, slots=True)
class Changes:
    opened: list[Finding] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    cleared: list[Standing] = field(default_factory=list)


def reconcile(
    standing: Iterable[Standing],
    found: Mapping[str, Finding],
    looked_for: Collection[AlertType],
    *,
    is_new_evidence: bool,
) -> Changes:
    """Say what opens, stays and clears. The same evidence twice changes nothing the second time."""
    changes = Changes()
    known = set()
    for alert in standing:
        known.add(alert.fingerprint)
        finding = found.get(alert.fingerprint)
        if alert.type not in looked_for:
            changes.kept.append(Kept(alert, None, alert.level, alert.clear_runs))
        elif finding is None:
            changes.cleared.append(alert)
        else:
            _keep_or_clear(changes, alert, finding, is_new_evidence=is_new_evidence)
    changes.opened.extend(
        finding
        for fingerprint, finding in sorted(found.items())
        if finding.presence is Presence.MET and fingerprint not in known
    )
    return changes


def _keep_or_clear(
    changes: Changes, alert: Standing, finding: Finding, *, is_new_evidence: bool
) -> None:
    match finding.presence:
        case Presence.MET:
            changes.kept.append(Kept(alert, finding, finding.level, 0))
        case Presence.HELD:
            changes.kept.append(Kept(alert, finding, alert.level, alert.clear_runs))
        case Presence.FADING:
            runs = alert.clear_runs + int(is_new_evidence)
            if runs >= CLEAR_AFTER_RUNS:
                changes.cleared.append(alert)
            else:
                changes.kept.append(Kept(alert, finding, alert.level, runs))


Place = tuple[int | None, int | None]


def suppressors(
    alerts: Iterable[tuple[str, AlertType, int | None, int | None]],
) -> dict[str, str]:
    """Return which alert holds which back, by fingerprint.

    A stale site holds its stock alerts back, because nobody knows its stock; otherwise the worst
    stock alert of an item and site holds back the milder ones. Each alert is given as
    (fingerprint, type, item_id, site_id).
    """
    listed = list(alerts)
    stale = {site: name for name, kind, _, site in listed if kind is AlertType.STALE_SITE}
    worst: dict[Place, tuple[int, str]] = {}
    for name, kind, item, site in listed:
        if kind in STOCK_TYPES:
            ranked = (STOCK_TYPES.index(kind), name)
            worst[item, site] = min(worst.get((item, site), ranked), ranked)
    found = {}
    for name, kind, item, site in listed:
        if kind not in STOCK_TYPES:
            continue
        if site in stale:
            found[name] = stale[site]
        elif worst[item, site][1] != name:
            found[name] = worst[item, site][1]
    return found
