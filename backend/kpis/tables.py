"""Computed rows as a SELECT, so that they are listed and exported like stored ones."""

from typing import Any

from sqlalchemy import (
    ColumnClause,
    Date,
    DateTime,
    Double,
    Integer,
    String,
    cast,
    column,
    select,
    true,
    values,
)

from backend.core.sql import Rows
from backend.kpis.definitions import KPIS
from backend.kpis.models import DataWindow
from backend.kpis.schemas import KpiReportOut

DEFINITION_COLUMNS = ("slug", "title", "unit", "better", "formula", "grain", "source_view")
FIGURE_COLUMNS: dict[str, Any] = {
    "slug": String(),
    "unit": String(),
    "start_date": Date(),
    "end_date": Date(),
    "value": Double(),
    "previous": Double(),
    "reason": String(),
    "confidence": String(),
    "confidence_reasons": String(),
    "as_of": Date(),
    "refreshed_at": DateTime(timezone=True),
}


def definitions() -> Rows:
    """Return the registry with when its views were refreshed, in the order of the registry."""
    columns: list[ColumnClause[Any]] = [
        column("position", Integer),
        *(column(name, String) for name in DEFINITION_COLUMNS),
    ]
    rows = [
        (position, *(getattr(kpi, name) for name in DEFINITION_COLUMNS))
        for position, kpi in enumerate(KPIS)
    ]
    registry = values(*columns, name="registry").data(rows)
    return select(*registry.columns, DataWindow.refreshed_at, DataWindow.as_of).join_from(
        registry, DataWindow, true()
    )


def figures(report: KpiReportOut) -> Rows:
    """Return one row per KPI, without the series."""
    rows = [
        (
            kpi.slug,
            kpi.unit,
            report.meta.start_date,
            report.meta.end_date,
            kpi.value,
            kpi.previous,
            kpi.reason and kpi.reason.value,
            kpi.confidence.value,
            "; ".join(doubt.value for doubt in kpi.confidence_reasons),
            kpi.as_of,
            kpi.refreshed_at,
        )
        for kpi in report.data
    ]
    columns: list[ColumnClause[Any]] = [column(name, kind) for name, kind in FIGURE_COLUMNS.items()]
    computed = values(*columns, name="computed").data(rows)
    # A column of nothing but NULL would otherwise be text.
    return select(
        *(cast(computed.columns[name], kind).label(name) for name, kind in FIGURE_COLUMNS.items())
    )
