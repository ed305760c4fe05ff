"""What-if orders as the API takes and shows them."""

import datetime as dt
from typing import Annotated, Any

from pydantic import Field

from backend.core.schemas import Exact, Id, In, Out
from backend.planning.schemas import Confidence, ServiceLevel

Days = Annotated[float, Field(ge=0, le=1095)]
Quantity = Annotated[float, Field(ge=0, le=1e12)]


class TriedInbound(In):
    quantity: Annotated[float, Field(gt=0, le=1e12)]
    expected_on: dt.date


class OrderPreviewDraft(In):
    """A line of the plan, and what to decide it with instead; what is left out stays as it is.

    A minimum order or a pack of 0 is none. ``extra_inbound`` comes on top of the open orders.
    """

    item_id: Id
    site_id: Id
    service_level: ServiceLevel | None = None
    lead_time_days: Days | None = None
    review_days: Annotated[float, Field(ge=1, le=365)] | None = None
    min_order_quantity: Quantity | None = None
    pack_size: Quantity | None = None
    on_hand: Quantity | None = None
    extra_inbound: list[TriedInbound] = Field(default_factory=list, max_length=20)


class PreviewStepOut(Out):
    """One named result on the way to the order."""

    name: str
    formula: str
    value: float | str | None
    unit: str


class OrderFiguresOut(Out):
    """An order and what it comes to; null where it cannot be known."""

    quantity: float | None
    value: Exact | None = Field(description="Quantity at unit cost; null without one.")
    order_up_to: float | None
    safety_stock: float | None
    need: float | None
    expected_lost: float | None
    confidence: Confidence
    reasons: list[str]


class OrderPreviewOut(Out):
    """The order as the plan has it and as it would be, by the same function."""

    item_id: int
    sku: str
    unit: str
    site_id: int
    site_code: str
    as_of: dt.date
    formula_version: str
    changed: list[str] = Field(description="Which of the fields of the request were given.")
    planned: OrderFiguresOut
    preview: OrderFiguresOut
    inputs: dict[str, Any] = Field(description="What the preview is decided from.")
    steps: list[PreviewStepOut]
