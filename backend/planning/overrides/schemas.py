"""Overrides and their value as the API takes and shows them."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import Id, In, ListQuery, Out, PathModel
from backend.planning.overrides.rules import Kind, ReasonCode

Text = Annotated[str, Field(min_length=1, max_length=500)]


class OverridePath(PathModel):
    override_id: Id


class OverrideDraft(In):
    """A change of the forecast of some days ahead, or of the order that the plan suggests.

    ``first_day`` and ``last_day`` are for a forecast; an order covers lead time and review.
    """

    kind: Kind
    item_id: Id
    site_id: Id
    quantity: Annotated[float, Field(ge=0, le=1e12)]
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    reason_code: ReasonCode
    reason: Text
    team: Annotated[str, Field(min_length=1, max_length=60)]


class OverrideChange(In):
    action: Literal["withdraw"]
    reason: Text


class OverrideQuery(ListQuery):
    kind: Kind | None = None
    item_id: Id | None = None
    site_id: Id | None = None
    reason_code: ReasonCode | None = None
    is_known: bool | None = None


class OverrideOut(Out):
    """A change and, once its days have passed, whether it beat the engine.

    ``truth`` is the demand of the days; for an order, what of it stock and orders on the way did
    not cover. ``value_added`` is how much smaller the planner's error was than the engine's.
    """

    id: int
    kind: Kind
    item_id: int
    sku: str
    item_name: str
    site_id: int
    site_code: str
    first_day: dt.date
    last_day: dt.date
    engine_quantity: float
    quantity: float
    position: float | None
    reason_code: ReasonCode
    reason: str
    team: str
    made_by: str
    created_at: dt.datetime
    withdrawn_at: dt.datetime | None
    is_known: bool
    truth: float | None
    engine_error: float | None
    planner_error: float | None
    value_added: float | None
    version: int


class ValueQuery(ListQuery):
    by: Literal["reason_code", "team", "made_by"] = "reason_code"
    kind: Kind | None = None


class OverrideValueOut(Out):
    """What a group of overrides was worth, over those whose days have passed.

    Errors and value are in units. ``bias`` is the sum of quantity less truth over truth; null
    without any truth. ``tracking_signal`` is the sum of errors over their mean size; beyond 4 or
    below -4 the planners lean to one side. Null where they never erred.
    """

    name: str
    overrides: int
    known: int
    beat_engine: int
    truth: float | None
    engine_error: float | None
    planner_error: float | None
    value_added: float | None
    engine_bias: float | None
    planner_bias: float | None
    tracking_signal: float | None
