"""From the plans of one item at all its sites to what to do about it. Pure.

Shortages are looked at the most urgent first. Surplus elsewhere is used before anything is bought.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from backend.planning.decide import Line, Step, decide
from backend.planning.inputs import InboundOrder, LineInputs
from backend.planning.outlook import arrival
from backend.planning.rules import Reason, urgency

PRIORITIES = ("LOW", "MEDIUM", "HIGH", "CRITICAL")
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True)
class Place:
    """A site, as far as moving stock between sites needs to know it."""

    site_id: int
    code: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class SitePlan:
    """The decision for one site together with what it was made from."""

    place: Place
    inputs: LineInputs
    line: Line
    supplier_id: int | None = None

    @property
    def rank(self) -> int:
        return urgency(
            self.line.available or 0.0,
            self.line.days_of_cover,
            self.line.lead_time_days or 0.0,
            self.inputs.review_days,
            self.inputs.abc_class,
            self.inputs.criticality,
        )

    @property
    def is_count(self) -> bool:
        return self.inputs.forecast is not None and self.inputs.forecast.spread.is_count


@dataclass(frozen=True)
class Advice:
    """One thing to do. ``steps`` are those beyond the site's own plan."""

    type: str
    plan: SitePlan
    priority: str
    quantity: float
    message_code: str
    message_params: dict[str, Any]
    steps: list[Step] = field(default_factory=list)
    from_site_id: int | None = None
    supplier_id: int | None = None
    order_id: int | None = None


def advise(plans: Sequence[SitePlan]) -> list[Advice]:
    """Return all advice for one item, given its plan at every site."""
    surplus = {plan.place.site_id: _surplus(plan) for plan in plans}
    found: list[Advice] = []
    for plan in sorted(plans, key=_most_urgent_first):
        if not plan.inputs.is_stocked or plan.line.available is None:
            continue
        found += _fill(plan, plans, surplus)
        late = late_order(plan.inputs, plan.line)
        if late is not None:
            found.append(_expedite(plan, *late))
    for plan in plans:
        held = _hold(plan)
        if held is not None:
            found.append(held)
    return found


def distance_km(here: Place, there: Place) -> float | None:
    """Return the great-circle distance; None where a site has no coordinates."""
    if None in (here.latitude, here.longitude, there.latitude, there.longitude):
        return None
    assert here.latitude is not None and here.longitude is not None  # noqa: PT018
    assert there.latitude is not None and there.longitude is not None  # noqa: PT018
    north, south = math.radians(here.latitude), math.radians(there.latitude)
    across = math.radians(there.longitude - here.longitude)
    half = (
        math.sin((south - north) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def late_order(inputs: LineInputs, line: Line) -> tuple[InboundOrder, date] | None:
    """Return the first open order that lands after stock has run out, and when that is.

    Only a run-out within the protection interval counts: a later one is left to coming plans.
    """
    if line.available is None or not line.forecast_per_day or line.lead_time_days is None:
        return None
    last = inputs.as_of + timedelta(days=line.lead_time_days + inputs.review_days)
    stock = max(line.available, 0.0)
    landing = [
        (arrival(order, inputs) or date.max, order.order_id, order) for order in inputs.inbound
    ]
    for lands, _, order in sorted(landing, key=lambda found: found[:2]):
        runs_out = inputs.as_of + timedelta(days=min(int(stock / line.forecast_per_day), 36500))
        if runs_out > last:
            return None
        if order.expected_on is not None and lands > runs_out:
            return order, runs_out
        stock += order.quantity if order.expected_on is not None else 0.0
    return None


def _most_urgent_first(plan: SitePlan) -> tuple[int, float, int]:
    cover = plan.line.days_of_cover
    return -plan.rank, cover if cover is not None else math.inf, plan.place.site_id


def _surplus(plan: SitePlan) -> float:
    """Return what a site could give away and still reach its own order-up-to level."""
    line = plan.line
    if line.available is None or line.order_up_to is None or Reason.STALE_STOCK in line.reasons:
        return 0.0
    spare = max(line.available - line.order_up_to, 0.0)
    return math.floor(spare) if plan.is_count else spare


def _fill(plan: SitePlan, plans: Sequence[SitePlan], surplus: dict[int, float]) -> list[Advice]:
    """Cover a site's need: from the nearest sufficient surplus, the rest from the supplier.

    What is moved is there before an order would be, so it may be as much as is missing today; an
    order brings only what can still be sold once it arrives.
    """
    missing = (plan.line.order_up_to or 0.0) - (plan.line.position or 0.0)
    missing = math.ceil(missing - 1e-9) if plan.is_count else missing
    donor = _donor(plan, plans, surplus, missing) if missing > 0 else None
    moved = 0.0
    found = []
    if donor is not None:
        spare = surplus[donor.place.site_id]
        moved = min(missing, spare)
        surplus[donor.place.site_id] -= moved
        found.append(_reallocate(plan, donor, moved, spare))
    reorder = _reorder(plan, moved)
    return [*found, reorder] if reorder is not None else found


def _donor(
    plan: SitePlan, plans: Sequence[SitePlan], surplus: dict[int, float], missing: float
) -> SitePlan | None:
    """Return the nearest site that can give all that is missing, else the one that has most."""
    others = [
        other
        for other in plans
        if other.place.site_id != plan.place.site_id and surplus[other.place.site_id] > 0
    ]

    def nearest(other: SitePlan) -> tuple[float, int]:
        distance = distance_km(plan.place, other.place)
        return distance if distance is not None else math.inf, other.place.site_id

    enough = [other for other in others if surplus[other.place.site_id] >= missing]
    if enough:
        return min(enough, key=nearest)
    return max(others, key=lambda o: (surplus[o.place.site_id], -o.place.site_id), default=None)


def _reallocate(plan: SitePlan, donor: SitePlan, moved: float, spare: float) -> Advice:
    distance = distance_km(plan.place, donor.place)
    steps = [
        Step("surplus", "donor's available - donor's order_up_to", round(spare, 6), "units"),
        Step("moved", "min(order_up_to - position, surplus)", round(moved, 6), "units"),
    ]
    if distance is not None:
        steps.insert(0, Step("distance", "great circle", round(distance, 1), "km"))
    return Advice(
        "REALLOCATE",
        plan,
        PRIORITIES[plan.rank],
        round(moved, 6),
        "REALLOCATE_SURPLUS",
        {**_params(plan), "from_site": donor.place.code, "quantity": round(moved, 6)},
        steps,
        from_site_id=donor.place.site_id,
    )


def _reorder(plan: SitePlan, moved: float) -> Advice | None:
    """Advise the order of the plan, or what it is with the moved units on the shelf."""
    quantity = plan.line.suggested_quantity or 0.0
    steps = []
    if moved > 0 and plan.inputs.stock is not None:
        stock = replace(plan.inputs.stock, on_hand=plan.inputs.stock.on_hand + moved)
        quantity = decide(replace(plan.inputs, stock=stock)).suggested_quantity or 0.0
        formula = "suggested_quantity once more, with what is moved on the shelf"
        steps = [Step("quantity", formula, round(quantity, 6), "units")]
    if quantity <= 0:
        return None
    code = "REORDER_STOCKED_OUT" if (plan.line.available or 0.0) <= 0 else "REORDER_BELOW_POINT"
    return Advice(
        "REORDER",
        plan,
        PRIORITIES[plan.rank],
        round(quantity, 6),
        code,
        {**_params(plan), "quantity": round(quantity, 6)},
        steps,
        supplier_id=plan.supplier_id,
    )


def _expedite(plan: SitePlan, order: InboundOrder, runs_out: date) -> Advice:
    expected = order.expected_on
    is_overdue = expected is not None and expected < plan.inputs.as_of
    step = Step(
        "runs_out_on",
        "as_of + stock and earlier orders / forecast_per_day",
        runs_out.isoformat(),
        "date",
    )
    return Advice(
        "EXPEDITE",
        plan,
        PRIORITIES[max(plan.rank, 1)],
        round(order.quantity, 6),
        "EXPEDITE_OVERDUE" if is_overdue else "EXPEDITE_ORDER",
        {
            **_params(plan),
            "order_number": order.order_number,
            "expected_on": expected.isoformat() if expected else None,
            "runs_out_on": runs_out.isoformat(),
            "quantity": round(order.quantity, 6),
        },
        [step],
        supplier_id=plan.supplier_id,
        order_id=order.order_id,
    )


def _hold(plan: SitePlan) -> Advice | None:
    """Advise against more of what there is too much of: an open order first, else any order."""
    line = plan.line
    if line.available is None or line.excess_level is None or line.order_up_to is None:
        return None
    coming = sum(order.quantity for order in plan.inputs.inbound)
    excess = line.available + coming - line.excess_level
    if excess <= 0 or line.available < line.order_up_to:
        return None
    latest = max(
        plan.inputs.inbound,
        key=lambda order: (order.expected_on or date.max, order.order_id),
        default=None,
    )
    quantity = round(min(excess, latest.quantity) if latest else excess, 6)
    formula = "available + all open orders - excess_level"
    return Advice(
        "HOLD",
        plan,
        "MEDIUM" if latest else "LOW",
        quantity,
        "HOLD_ORDER" if latest else "HOLD_EXCESS",
        {
            **_params(plan),
            "quantity": quantity,
            "order_number": latest.order_number if latest else None,
        },
        [Step("excess", formula, round(excess, 6), "units")],
        supplier_id=plan.supplier_id if latest else None,
        order_id=latest.order_id if latest else None,
    )


def _params(plan: SitePlan) -> dict[str, Any]:
    """Return the figures that any sentence about a plan may want to name."""
    return {
        "site": plan.place.code,
        "available": plan.line.available,
        "reorder_point": plan.line.reorder_point,
        "days_of_cover": plan.line.days_of_cover,
        "lead_time_days": plan.line.lead_time_days,
    }
