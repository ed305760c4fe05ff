"""Plans, targets and policies as the API takes and shows them."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from backend.core.schemas import Id, In, ListQuery, Out, PathModel

AbcClass = Literal["A", "B", "C"]
Confidence = Literal["HIGH", "MEDIUM", "LOW"]
ServiceLevel = Annotated[float, Field(ge=0.5, le=0.999)]


class ClassPath(PathModel):
    abc_class: AbcClass


class ServiceLevelOut(Out):
    """The probability of getting through a replenishment cycle without running out.

    Where the level was chosen on a replay's curve, ``correction`` multiplies its odds: what had to
    be asked for in the past for the level to be reached. Else it is 1.
    """

    abc_class: AbcClass
    service_level: float
    correction: float
    replay_id: int | None
    updated_at: dt.datetime
    version: int


class ServiceLevelChange(In):
    """``replay_id`` names the replay whose curve the level was chosen on; a choice says why."""

    service_level: ServiceLevel
    reason: str | None = Field(default=None, max_length=500)
    replay_id: Id | None = None


class PolicyPath(PathModel):
    item_id: Id
    site_id: Id


class PolicyQuery(ListQuery):
    item_id: Id | None = None
    site_id: Id | None = None


class PolicyOut(Out):
    """What a planner set for an item at a site; null means the default. Version 0 is unset."""

    item_id: int
    site_id: int
    service_level: float | None
    review_period_days: float | None
    is_stocked: bool
    version: int


class PolicyChange(In):
    service_level: ServiceLevel | None
    review_period_days: Annotated[float, Field(ge=1, le=365)] | None
    is_stocked: bool
    reason: str | None = Field(default=None, max_length=500)


class PlanLineQuery(ListQuery):
    item_id: Id | None = None
    site_id: Id | None = None
    abc_class: AbcClass | None = None
    confidence: Confidence | None = None
    needs_order: bool | None = None


class PlanLineOut(Out):
    """The plan of one item at one site. Null with a reason where it cannot be known."""

    item_id: int
    sku: str
    item_name: str
    site_id: int
    site_code: str
    abc_class: AbcClass | None
    as_of: dt.date
    supplier_id: int | None
    on_hand: float | None
    available: float | None
    on_order_in_time: float | None
    forecast_per_day: float | None
    days_of_cover: float | None
    lead_time_days: float | None
    review_days: float | None
    service_level: float | None
    safety_stock: float | None
    reorder_point: float | None
    order_up_to: float | None
    excess_level: float | None
    suggested_quantity: float | None
    confidence: Confidence
    reasons: list[str]
    computed_at: dt.datetime


class LeadTimeQuery(ListQuery):
    item_id: Id | None = None
    supplier_id: Id | None = None
    source: Literal["OBSERVED", "SUPPLIER", "STATED"] | None = None


class LeadTimeOut(Out):
    """How long a supplier takes for an item, and what that rests on.

    ``days`` and ``counts`` are the distribution: so many deliveries took so many days. They are
    empty where it is only stated.
    """

    supplier_id: int
    supplier_code: str
    supplier_name: str
    item_id: int
    sku: str
    source: Literal["OBSERVED", "SUPPLIER", "STATED"]
    observations: int
    mean_days: float
    sd_days: float | None
    days: list[float]
    counts: list[int]
    due: int
    late_share: float | None
    mean_days_late: float | None


Policy = Literal["CURRENT", "CLASSIC", "PROPOSED"]
ReplayClass = Literal["ALL", "A", "B", "C", "NONE"]


class ReplayPath(PathModel):
    replay_id: Id


class ReplayOut(Out):
    """A replay of the past and what it rests on.

    ``correction`` multiplies the shortage cost where orders follow costs, ``level_correction`` the
    odds of a service level; both were found on earlier windows than the one that is reported,
    unless the past had room for one only. ``equal_fill_ratio`` is the cost of
    the proposed policy where it fills as much as the classic one, as a share of that one's.
    """

    id: int
    as_of: dt.date
    period: Literal["D", "W", "M"]
    counted_from: dt.date
    counted_to: dt.date
    windows: int
    review_days: float
    holding_rate: float
    shortage_rate: float
    correction: float
    level_correction: float
    is_correction_chosen: bool
    equal_fill_ratio: float | None
    equal_fill_low: float | None
    equal_fill_high: float | None
    series: int
    series_without_lead_time: int
    series_without_value: int
    seconds: float
    requested_by: str
    computed_at: dt.datetime


class ReplayResultQuery(ListQuery):
    policy: Policy | None = None
    abc_class: ReplayClass | None = None


class ReplayResultOut(Out):
    """What one policy did for one class; money and orders per year, intervals over series.

    ``asked`` is the service level of a point on a curve; null for a policy as it stands: CURRENT
    and CLASSIC at the targets of the classes, PROPOSED by cost.
    """

    id: int
    policy: Policy
    asked: float | None
    abc_class: ReplayClass
    series: int
    priced_series: int
    demand: float
    lost: float
    fill_rate: float | None
    fill_rate_low: float | None
    fill_rate_high: float | None
    cycle_service: float | None
    cycle_service_low: float | None
    cycle_service_high: float | None
    mean_stock: float
    stock_value: float | None
    holding_cost: float | None
    lost_cost: float | None
    cost: float | None
    cost_low: float | None
    cost_high: float | None
    orders: float
