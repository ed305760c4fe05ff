"""When something is worth an alert, and how bad it is. Pure: no database, no Flask."""

import math
from collections.abc import Mapping, Sequence
from functools import singledispatch

from backend.alerts.findings import (
    BiasSeen,
    DemandSeen,
    Finding,
    LotSeen,
    OrderSeen,
    Param,
    Presence,
    SiteSeen,
    StockSeen,
    Subject,
)
from backend.alerts.kinds import AlertType, Level

# Stock must pass its limit by a tenth before an alert begins to fade out.
MARGIN = 1.1
OVERDUE_CRITICAL_DAYS = 7
EXPIRY_DAYS = 30
EXPIRY_CRITICAL_DAYS = 7
# The freshness limits of the BASELINE phase, and the one below which a stale site is fine again.
STALE_HOURS = 24.0
STALE_CRITICAL_HOURS = 48.0
FRESH_AGAIN_HOURS = 18.0
LEAST_BIAS_POINTS = 6
BIAS_MARGIN = 0.8
CHANCE_DEVIATIONS = 3.0
BIAS_CRITICAL_SHARE = 0.9
# Back-test errors of one origin hang together, so they count as those of one month.
BACK_TEST_POINTS = 28


@singledispatch
def findings(seen: object) -> Sequence[Finding]:
    """Return what is to be said about something seen; nothing where all is well."""
    raise TypeError(f"No rule looks at {type(seen).__name__}.")


@findings.register
def stock_findings(seen: StockSeen) -> Sequence[Finding]:
    """Judge the stock of an item at a site; the worst that is said holds the milder back."""
    found = []
    is_worse_said = False
    for rule in (_stockout, _imminent, _low):
        finding = rule(seen, is_worse_said)
        if finding is not None:
            found.append(finding)
            is_worse_said = is_worse_said or finding.presence is Presence.MET
    return found


def _stockout(seen: StockSeen, _is_worse_said: bool) -> Finding | None:
    per_day = seen.forecast_per_day
    if seen.available > 0 and seen.available >= (per_day or 0.0):
        return None
    presence = Presence.MET if seen.available <= 0 else Presence.FADING
    level = Level.WARNING
    if per_day is not None:
        level = Level.CRITICAL if per_day > 0 else Level.NORMAL
    code = "STOCKOUT_UNASKED" if per_day == 0 else "STOCKOUT"
    params = {"available": seen.available, "forecast_per_day": per_day}
    return _finding(AlertType.STOCKOUT, seen.subject, level, presence, code, params)


def _imminent(seen: StockSeen, is_worse_said: bool) -> Finding | None:
    """Cover ends before an order placed now would land, also with what lands in time."""
    if not seen.forecast_per_day or not seen.lead_time_days:
        return None
    cover = max(seen.available, 0.0) / seen.forecast_per_day
    inbound = (seen.on_order_in_time or 0.0) / seen.forecast_per_day
    if cover + inbound >= seen.lead_time_days * MARGIN:
        return None
    presence = Presence.MET if cover + inbound < seen.lead_time_days else Presence.FADING
    level = Level.CRITICAL if cover < seen.lead_time_days / 2 else Level.WARNING
    params = {
        "days_of_cover": cover,
        "lead_time_days": seen.lead_time_days,
        "available": seen.available,
        "forecast_per_day": seen.forecast_per_day,
    }
    return _finding(
        AlertType.STOCKOUT_IMMINENT,
        seen.subject,
        level,
        Presence.HELD if is_worse_said else presence,
        "STOCKOUT_IMMINENT",
        params,
    )


def _low(seen: StockSeen, is_worse_said: bool) -> Finding | None:
    """Less than the safety stock is there."""
    safety = seen.safety_stock
    if not safety or seen.available > safety * MARGIN:
        return None
    presence = Presence.MET if seen.available <= safety else Presence.FADING
    inbound = seen.on_order_in_time or 0.0
    is_helped = seen.available + inbound > safety
    return _finding(
        AlertType.LOW_STOCK,
        seen.subject,
        Level.NORMAL if is_helped else Level.WARNING,
        Presence.HELD if is_worse_said else presence,
        "LOW_STOCK_INBOUND" if is_helped else "LOW_STOCK",
        {"available": seen.available, "safety_stock": safety, "on_order_in_time": inbound},
    )


@findings.register
def order_findings(seen: OrderSeen) -> Sequence[Finding]:
    days_late = (seen.as_of - seen.expected_on).days
    if days_late <= 0:
        return ()
    is_critical = days_late > OVERDUE_CRITICAL_DAYS or seen.is_needed
    params: dict[str, Param] = {
        "days_late": days_late,
        "expected_on": seen.expected_on.isoformat(),
        "outstanding": seen.outstanding,
    }
    level = Level.CRITICAL if is_critical else Level.WARNING
    code = "OVERDUE_ORDER_NEEDED" if seen.is_needed else "OVERDUE_ORDER"
    kind = AlertType.OVERDUE_ORDER
    return (_finding(kind, seen.subject, level, Presence.MET, code, params),)


@findings.register
def lot_findings(seen: LotSeen) -> Sequence[Finding]:
    """A lot that will be used up before its day, at the forecast rate, is only worth knowing."""
    days_left = (seen.expires_on - seen.as_of).days
    if seen.quantity <= 0 or days_left > EXPIRY_DAYS:
        return ()
    used = (seen.forecast_per_day or 0.0) * max(days_left, 0)
    at_risk = min(max(seen.before + seen.quantity - used, 0.0), seen.quantity)
    level = Level.WARNING if at_risk > 0 else Level.NORMAL
    if days_left < 0 or (at_risk > 0 and days_left <= EXPIRY_CRITICAL_DAYS):
        level = Level.CRITICAL
    code = "LOT_EXPIRED" if days_left < 0 else "EXPIRING_LOT"
    params: dict[str, Param] = {
        "days_left": days_left,
        "expires_on": seen.expires_on.isoformat(),
        "quantity": seen.quantity,
        "at_risk": at_risk,
    }
    kind = AlertType.EXPIRING_LOT
    return (_finding(kind, seen.subject, level, Presence.MET, code, params),)


@findings.register
def site_findings(seen: SiteSeen) -> Sequence[Finding]:
    if seen.hours_behind <= FRESH_AGAIN_HOURS:
        return ()
    presence = Presence.MET if seen.hours_behind > STALE_HOURS else Presence.FADING
    level = Level.CRITICAL if seen.hours_behind > STALE_CRITICAL_HOURS else Level.WARNING
    params: dict[str, Param] = {
        "hours_behind": seen.hours_behind,
        "last_at": seen.last_at.isoformat(),
    }
    kind = AlertType.STALE_SITE
    return (_finding(kind, seen.subject, level, presence, "STALE_SITE", params),)


@findings.register
def demand_findings(seen: DemandSeen) -> Sequence[Finding]:
    is_high, is_low = seen.actual > seen.high, seen.actual < seen.low
    level = Level.WARNING if is_high else Level.NORMAL
    # Beyond the interval by as much as the interval itself reaches above the mean.
    if is_high and seen.is_foretold and seen.actual - seen.high > seen.high - seen.mean:
        level = Level.CRITICAL
    params: dict[str, Param] = {
        "date": seen.date.isoformat(),
        "actual": seen.actual,
        "expected": seen.mean,
        "low": seen.low,
        "high": seen.high,
        "is_foretold": int(seen.is_foretold),
    }
    presence = Presence.MET if is_high or is_low else Presence.FADING
    code = "DEMAND_DROP" if is_low else "DEMAND_SPIKE"
    return (_finding(AlertType.DEMAND_SPIKE, seen.subject, level, presence, code, params),)


@findings.register
def bias_findings(seen: BiasSeen) -> Sequence[Finding]:
    """Judge by the tracking signal: the sum of errors over their mean absolute size.

    An item that sells one a month and sold none has all its errors on one side by mere chance, so
    the sum must also pass what counts of that size vary by.
    """
    chance = CHANCE_DEVIATIONS * math.sqrt(max(seen.actual, seen.actual + seen.error))
    if seen.points < LEAST_BIAS_POINTS or abs(seen.error) <= chance:
        return ()
    points = seen.points if seen.is_foretold else min(seen.points, BACK_TEST_POINTS)
    share = seen.error / seen.absolute_error
    signal, limit = share * points, tracking_limit(points)
    if abs(signal) <= limit * BIAS_MARGIN:
        return ()
    presence = Presence.MET if abs(signal) > limit else Presence.FADING
    is_critical = seen.is_foretold and abs(share) >= BIAS_CRITICAL_SHARE
    level = Level.CRITICAL if is_critical else Level.WARNING
    params: dict[str, Param] = {
        "tracking_signal": signal,
        "limit": limit,
        "points": seen.points,
        "is_foretold": int(seen.is_foretold),
    }
    code = "FORECAST_TOO_HIGH" if share > 0 else "FORECAST_TOO_LOW"
    return (_finding(AlertType.FORECAST_BIAS, seen.subject, level, presence, code, params),)


def tracking_limit(points: int) -> float:
    """Return the tracking signal that chance alone hardly reaches over ``points`` periods.

    That many standard deviations of a sum of independent errors, which is 1.25 mean absolute errors
    times the root of their number; never below the customary 4.
    """
    return max(4.0, min(CHANCE_DEVIATIONS * 1.25 * math.sqrt(points), 0.75 * points))


def _finding(
    kind: AlertType,
    subject: Subject,
    level: Level,
    presence: Presence,
    code: str,
    params: Mapping[str, Param],
) -> Finding:
    named: dict[str, Param] = {
        name: value
        for name in ("sku", "site", "order_number", "lot_number")
        if (value := getattr(subject, name)) is not None
    }
    rounded = {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in params.items()
    }
    return Finding(kind, subject, level, presence, code, named | rounded)
