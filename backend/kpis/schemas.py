"""KPIs as the API shows them."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from backend.core.schemas import Id, ListQuery, Out, Query
from backend.kpis.figures import Confidence, Doubt, Reason

Day = Annotated[date, Field(ge=date(1971, 1, 1), le=date(2199, 12, 31))]


class KpiQuery(Query):
    """By default the last thirty days of data, whatever today's date is."""

    start_date: Day | None = None
    end_date: Day | None = None
    site_id: Id | None = None
    family: str | None = Field(
        default=None, max_length=200, description="Left empty: items without a family."
    )
    format: Literal["json", "csv"] | None = Field(
        default=None, description="Beats the Accept header."
    )


class KpiPoint(Out):
    date: date
    value: float | None


class KpiOut(Out):
    """``reason`` says why there is no value; ``confidence_reasons`` what makes it doubtful.

    ``previous`` is the same figure over the window of the same length before this one. Ratios are
    fractions: 0.081 is 8.1 %.
    """

    slug: str
    value: float | None
    unit: str
    previous: float | None
    reason: Reason | None
    confidence: Confidence
    confidence_reasons: list[Doubt]
    as_of: date | None
    refreshed_at: datetime
    series: list[KpiPoint]


class KpiMeta(Out):
    """The window is widened to whole demand periods; that is what these dates say."""

    total: int
    limit: int
    offset: int
    as_of: date | None
    refreshed_at: datetime
    start_date: date
    end_date: date
    previous_start_date: date
    previous_end_date: date
    period: str
    currency: str | None


class KpiReportOut(Out):
    """As CSV: one row per KPI, without the series."""

    model_config = ConfigDict(
        openapi_extra={  # type: ignore[typeddict-unknown-key]  # read by flask-openapi3
            "content": {"text/csv": {"schema": {"type": "string"}}},
        },
    )

    data: list[KpiOut]
    meta: KpiMeta


class KpiDefinitionOut(Out):
    slug: str
    title: str
    unit: str
    better: str
    formula: str
    grain: str
    source_view: str
    refreshed_at: datetime
    as_of: date | None


class SiteFreshnessOut(Out):
    """How far a site's records lag behind those of the freshest site."""

    site_id: int
    site_code: str
    site_name: str
    status: str
    basis: str | None
    last_at: datetime | None
    hours_behind: float | None
    as_of: date | None


class SiteFreshnessQuery(ListQuery):
    status: list[Literal["FRESH", "AGEING", "STALE", "UNKNOWN"]] | None = None
