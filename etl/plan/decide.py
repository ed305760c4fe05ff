"""The order decision, for those who use the engine without the rest of the product."""

from backend.core.digests import digest
from backend.planning.decide import FORMULA_VERSION, Line, Step, decide
from backend.planning.explain import explanation, replay
from backend.planning.inputs import (
    ForecastInput,
    InboundOrder,
    LeadTimeInput,
    LineInputs,
    StockInput,
)
from etl.plan.order_frames import OrderInputInvalid
from etl.plan.orders import decide_orders

__all__ = [
    "FORMULA_VERSION",
    "ForecastInput",
    "InboundOrder",
    "LeadTimeInput",
    "Line",
    "LineInputs",
    "OrderInputInvalid",
    "Step",
    "StockInput",
    "decide",
    "decide_orders",
    "digest",
    "explanation",
    "replay",
]
