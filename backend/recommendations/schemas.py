"""Recommendations as the API takes and shows them."""

import datetime as dt
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Exact, Id, In, ListQuery, Out, PathModel

Type = Literal["REORDER", "EXPEDITE", "REALLOCATE", "HOLD"]
PriorityName = Literal["LOW", "MEDIUM", "HIGH", "CRITICAL"]
Status = Literal["OPEN", "ACCEPTED", "REJECTED", "SUPERSEDED"]
Confidence = Literal["HIGH", "MEDIUM", "LOW"]


class RecommendationPath(PathModel):
    recommendation_id: Id


class RecommendationQuery(ListQuery):
    """Without ``status`` the list holds what the latest plan advises, decided or not."""

    q: str | None = Field(default=None, max_length=100, description="Part of a SKU or item name.")
    type: Type | None = None
    priority: PriorityName | None = None
    least_priority: PriorityName | None = Field(default=None, description="This one or above.")
    status: Status | None = None
    confidence: Confidence | None = None
    item_id: Id | None = None
    site_id: Id | None = None
    supplier_id: Id | None = None
    family: str | None = None


class RecommendationOut(Out):
    """What to do about one item at one site, and what people decided."""

    id: int
    type: Type
    priority: PriorityName
    status: Status
    item_id: int
    sku: str
    item_name: str
    family: str | None
    unit: str
    abc_class: Literal["A", "B", "C"] | None
    site_id: int
    site_code: str
    site_name: str
    from_site_id: int | None = Field(description="Where surplus lies that could be moved.")
    from_site_code: str | None
    supplier_id: int | None
    supplier_name: str | None
    order_id: int | None = Field(description="The order to expedite or to hold.")
    quantity: float | None = Field(description="What the plan works out to.")
    planner_quantity: float | None = Field(
        description="What a planner orders in its place; null where nobody changed the order."
    )
    planner_reason: str | None
    planner: str | None
    value: Exact | None = Field(
        description="Quantity at unit cost, the planner's where there is one; null without a cost."
    )
    action_on: dt.date | None
    message_code: str
    message_params: dict[str, Any]
    confidence: Confidence
    confidence_reasons: list[str]
    decided_by: str | None
    decided_at: dt.datetime | None
    decision_reason: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class RecommendationChange(In):
    action: Literal["accept", "reject", "reopen"]
    reason: str | None = Field(
        default=None, max_length=1000, description="Required to reject: others will ask why."
    )

    @model_validator(mode="after")
    def reject_with_reason(self) -> Self:
        if self.action == "reject" and not self.reason:
            raise ValueError("give a reason to reject a recommendation")
        return self


class StepOut(Out):
    """One named result on the way to the recommendation."""

    name: str
    formula: str
    value: float | str | None
    unit: str


class ExplanationOut(Out):
    """How a recommendation came about, to follow, check and repeat."""

    id: int
    formula_version: str
    subject: dict[str, Any]
    inputs: dict[str, Any] = Field(
        description="Each with its value, the day it is as of and the table it is from."
    )
    steps: list[StepOut]
    result: dict[str, Any]
    advice: dict[str, Any] = Field(description="Quantity, message and the steps beyond the plan.")
    confidence: Confidence
    reasons: list[str]
    hash: str = Field(description="SHA-256 of the stored explanation in canonical JSON.")
    is_intact: bool = Field(description="The stored explanation still has this hash.")
    is_repeatable: bool = Field(description="Deciding again from the inputs gives the same steps.")
