"""A line of the plan whose figures are easy to work out, and orders that are coming."""

from datetime import date, timedelta

from backend.demand.rules import Family, Spread
from backend.planning.inputs import (
    ForecastInput,
    InboundOrder,
    LeadTimeInput,
    LineInputs,
    StockInput,
)

AS_OF = date(2024, 6, 30)
NORMAL = Spread(Family.NORMAL, variance=9.0, level=10.0, level_error=0.0, is_count=False)
FORECAST = ForecastInput(AS_OF, 1.0, (10.0,) * 90, NORMAL, False, False, 1)
LEAD_TIME = LeadTimeInput(9.0, 2.0, "OBSERVED", 12, 4.0)
INPUTS = LineInputs(
    as_of=AS_OF,
    service_level=0.95,
    review_days=7.0,
    abc_class="A",
    lead_time=LEAD_TIME,
    forecast=FORECAST,
    stock=StockInput(120.0, 20.0, AS_OF),
)


def coming(quantity: float, days: int | None, number: int = 1) -> InboundOrder:
    expected = None if days is None else AS_OF + timedelta(days=days)
    return InboundOrder(number, f"PO-{number}", quantity, expected)
