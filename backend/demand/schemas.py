"""Demand, forecasts and features as the API shows them."""

import datetime as dt
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from backend.core.schemas import Id, ListQuery, Out, Page

Bucket = Literal["day", "week", "month"]
Period = Literal["D", "W", "M"]
# Fifteen years of days, so that a chart needs one request.
LONGEST_SERIES = 5500


class SeriesQuery(ListQuery):
    """Which item, where, from when to when. Both days are included."""

    item_id: Id
    site_id: Id | None = Field(default=None, description="All sites where left out.")
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    limit: int = Field(default=LONGEST_SERIES, ge=1, le=LONGEST_SERIES)

    @model_validator(mode="after")
    def start_before_end(self) -> Self:
        if self.start_date and self.end_date and self.start_date > self.end_date:
            raise ValueError("start_date lies after end_date")
        return self


class DemandQuery(SeriesQuery):
    bucket: Bucket = Field(
        default="day", description="Never finer than the organisation's own period."
    )


class DemandPointOut(Out):
    """Demand in a bucket; buckets between the first and the last known one have a row too."""

    date: dt.date = Field(description="The first day of the bucket; a week begins on Monday.")
    quantity: float = Field(description="What was sold or used.")
    unfilled_quantity: float | None = Field(
        description="What was asked for in vain; null unless it is known for all of the bucket."
    )
    repaired_quantity: float = Field(
        description="Demand as the forecast sees it: with what was asked for in vain, and with what"
        " was likely asked for where that is unknown, as on days out of stock."
    )
    repaired_periods: int = Field(description="In how many item-site-periods it was unknown.")
    returned_quantity: float
    value: float | None = Field(description="Quantity at its price; null unless all have one.")
    promotion_rows: int = Field(description="How many of the rows were on promotion.")
    rows: int = Field(description="How many item-site-periods had a record.")


class PromotionQuery(SeriesQuery):
    """Promotions on at any day from the first to the last that is named."""


class PromotionOut(Out):
    """An item on offer from one day to another, both included."""

    id: int
    site_id: int | None = Field(description="Null is every site.")
    site_code: str | None
    starts_on: dt.date
    ends_on: dt.date
    unit_price: float | None = Field(description="Null where only a discount, or nothing, is said.")
    discount: float | None = Field(description="Share of the usual price that is taken off.")


class ForecastQuery(SeriesQuery):
    bucket: Bucket = Field(
        default="day", description="Never finer than the period that was forecast."
    )
    horizon: int | None = Field(default=None, ge=1, le=730, description="Periods ahead at most.")
    run_id: Id | None = Field(default=None, description="The latest run where left out.")


class ForecastOut(Out):
    """Forecast demand in the bucket that starts on ``date``."""

    date: dt.date
    mean: float
    quantiles: dict[str, float] | None = Field(
        description="By level: 0.005, 0.1, 0.5, 0.9, 0.95, 0.98, 0.99, 0.995."
    )
    model: str
    run_id: int


class AccuracyOut(Out):
    """How the series was forecast in the back-test; null where it cannot be known."""

    model: str
    points: int
    mase: float | None
    rmsse: float | None
    wape: float | None
    bias: float | None
    pinball: float | None = Field(description="Mean over the standard levels, scaled like MASE.")
    coverage_80: float | None = Field(description="Share of demand between quantiles 0.1 and 0.9.")
    naive_rmsse: float | None = Field(description="RMSSE of repeating the last season.")
    reason: str | None = Field(description="TOO_SHORT, NO_SCALE or FELL_BACK_TO_NAIVE.")


AccuracyGroup = Literal["family", "site", "horizon", "origin", "all"]


class RunQuery(ListQuery):
    """Which run, and which of its series."""

    run_id: Id | None = Field(default=None, description="The latest run where left out.")
    site_id: Id | None = None
    family: str | None = Field(default=None, max_length=200)


class AccuracyQuery(RunQuery):
    by: AccuracyGroup = Field(
        default="family", description="Origin is the day up to which demand was known at the time."
    )


class AccuracyGroupOut(Out):
    """Errors of a group of series on the calibration fold, one period each."""

    group: str = Field(description="Family, site code, steps ahead or origin; empty for none.")
    position: int = Field(description="Puts steps ahead in order; else 0.")
    points: int
    actual_total: float
    wape: float | None = Field(description="Null where there was no demand.")
    bias: float | None = Field(description="Above zero is too much; null without demand.")
    rmsse: float | None = Field(description="Mean over series; null by steps ahead and origin.")
    naive_rmsse: float | None = Field(description="The same of repeating the last season.")
    within: dict[str, float] | None = Field(
        description="By level: the share that stayed within its quantile; null where untested."
    )


class SeriesAccuracyQuery(RunQuery):
    """Worst first unless sorted otherwise."""


class SeriesAccuracyOut(Out):
    """How one series was forecast on the calibration fold."""

    item_id: int
    sku: str
    name: str
    family: str | None
    site_id: int
    site_code: str
    model: str
    points: int
    rmsse: float | None
    naive_rmsse: float | None
    mase: float | None
    wape: float | None
    bias: float | None
    pinball: float | None
    coverage_80: float | None
    actual_total: float | None
    absolute_error: float | None
    reason: str | None


class ForecastRunQuery(ListQuery):
    latest: bool | None = None


class ForecastRunOut(Out):
    """One run of the forecasting pipeline."""

    id: int
    created_at: dt.datetime
    origin: dt.date = Field(description="Start of the last period that was known.")
    period: Period
    horizon: int
    model: str
    series: int
    candidates: dict[str, Any] = Field(
        description="Scores of every part on the sample, of their sum and of the naive floor."
    )
    accuracy: dict[str, Any]
    weights: dict[str, float] | None = Field(
        description="How much each part of the forecast counts; null for runs without parts."
    )
    data_snapshot: str | None = Field(description="Hash of the data that the run was made from.")
    settings: dict[str, Any]
    seconds: float
    is_latest: bool


class ForecastSeriesPage(Page[ForecastOut]):
    """The forecast with the run it is of, and how good forecasts of the series are."""

    run: ForecastRunOut | None = Field(description="Null where nothing was forecast yet.")
    accuracy: AccuracyOut | None = Field(description="Of one site; null for all sites together.")
    quantiles_reason: str | None = Field(
        description="SUM_OF_SITES or SUM_OF_PERIODS where quantiles are null: they do not add up."
    )


class FeatureQuery(SeriesQuery):
    """The last 90 periods are kept; older ones are in the run's Parquet file."""


class FeatureOut(Out):
    """What the models knew before the period that starts on ``date``."""

    date: dt.date
    site_id: int
    features: dict[str, Any]
    schema_version: int
    run_id: int
