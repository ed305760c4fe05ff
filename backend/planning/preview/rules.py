"""What a line of the plan is decided from once some of it is changed. Pure."""

import datetime as dt
from dataclasses import dataclass, replace

from backend.planning.inputs import InboundOrder, LeadTimeInput, LineInputs, StockInput

# Orders that nobody placed have no number of their own.
TRIED = "?"


@dataclass(frozen=True)
class Arrival:
    """An order that is tried out."""

    quantity: float
    expected_on: dt.date


@dataclass(frozen=True)
class Changes:
    """What to decide with instead; None leaves it as the plan has it.

    A minimum order or a pack of zero is none at all. ``extra_inbound`` comes on top of the open
    orders.
    """

    service_level: float | None = None
    lead_time_days: float | None = None
    review_days: float | None = None
    min_order_quantity: float | None = None
    pack_size: float | None = None
    on_hand: float | None = None
    extra_inbound: tuple[Arrival, ...] = ()


def changed(inputs: LineInputs, changes: Changes) -> LineInputs:
    """Return the inputs with the changes in them."""
    plain = {
        name: value
        for name in ("service_level", "review_days", "min_order_quantity", "pack_size")
        if (value := getattr(changes, name)) is not None
    }
    tried = tuple(
        InboundOrder(0, TRIED, order.quantity, order.expected_on) for order in changes.extra_inbound
    )
    return replace(
        inputs,
        **plain,
        lead_time=_lead_time(inputs.lead_time, changes.lead_time_days),
        stock=_stock(inputs, changes.on_hand),
        inbound=inputs.inbound + tried,
    )


def _lead_time(known: LeadTimeInput | None, days: float | None) -> LeadTimeInput | None:
    """Return a lead time of so many days, which no delivery has shown."""
    if days is None:
        return known
    late = known.mean_days_late if known else None
    return LeadTimeInput(days, None, "STATED", 0, late)


def _stock(inputs: LineInputs, on_hand: float | None) -> StockInput | None:
    if on_hand is None:
        return inputs.stock
    reserved = inputs.stock.reserved if inputs.stock else 0.0
    return StockInput(on_hand, reserved, inputs.as_of)
