"""How good a run's forecasts were on the calibration fold: by group, and series by series."""

from typing import Any

from sqlalchemy import ColumnElement, Float, String, cast, func, literal, null, select

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.demand.levels import QUANTILE_LEVELS
from backend.demand.models import ForecastAccuracy, ForecastFold, ForecastRun
from backend.demand.schemas import AccuracyQuery, SeriesAccuracyQuery
from backend.inventory.models import Site


def accuracy_groups(query: AccuracyQuery, run: ForecastRun | None) -> Rows:
    """Return one row per family, site, step ahead or origin; no row without a run."""
    fold = ForecastFold
    group, position, keys = _group(query)
    total = func.nullif(func.sum(fold.actual_total), 0.0)
    rows = (
        select(
            group.label("group"),
            position.label("position"),
            func.sum(fold.points).label("points"),
            func.sum(fold.actual_total).label("actual_total"),
            (func.sum(fold.absolute_error) / total).label("wape"),
            (func.sum(fold.error) / total).label("bias"),
            _within().label("within"),
        )
        .join(Site, Site.id == fold.site_id)
        .where(fold.run_id == run.id if run else literal(value=False))
        .group_by(*keys)
        .having(func.count() > 0)
    )
    if query.family is not None:
        rows = rows.where(fold.family == query.family)
    if query.site_id is not None:
        rows = rows.where(fold.site_id == query.site_id)
    return _with_scores(query, run, rows)


def series_accuracy(query: SeriesAccuracyQuery, run: ForecastRun | None) -> Rows:
    """Return every series that could be scored, with its item and site."""
    scored = ForecastAccuracy
    rows = (
        select(
            scored.item_id,
            Item.sku,
            Item.name,
            Item.family,
            scored.site_id,
            Site.code.label("site_code"),
            *(
                getattr(scored, name)
                for name in (
                    "model", "points", "rmsse", "naive_rmsse", "mase", "wape", "bias",
                    "pinball", "coverage_80", "actual_total", "absolute_error", "reason",
                )
            ),
        )
        .join(Item, Item.id == scored.item_id)
        .join(Site, Site.id == scored.site_id)
        .where(scored.run_id == run.id if run else literal(value=False), scored.points > 0)
    )  # fmt: skip
    if query.family is not None:
        rows = rows.where(Item.family == query.family)
    if query.site_id is not None:
        rows = rows.where(scored.site_id == query.site_id)
    return rows


def _group(query: AccuracyQuery) -> tuple[ColumnElement[Any], ColumnElement[Any], list[Any]]:
    """Return the group as text, a number that puts groups in order, and what to group by."""
    fold, nothing = ForecastFold, literal(0)
    groups: dict[str, tuple[ColumnElement[Any], ColumnElement[Any], list[Any]]] = {
        "family": (_expression(fold.family), nothing, [fold.family]),
        "site": (_expression(Site.code), nothing, [Site.code]),
        "horizon": (cast(fold.horizon, String), _expression(fold.horizon), [fold.horizon]),
        "origin": (cast(fold.origin, String), nothing, [fold.origin]),
        "all": (literal("all"), nothing, []),
    }
    return groups[query.by]


def _expression(column: Any) -> ColumnElement[Any]:
    found: ColumnElement[Any] = column.expression
    return found


def _within() -> ColumnElement[Any]:
    """Return by level which share stayed within its quantile; null where none was tested."""
    fold = ForecastFold
    tested = func.nullif(func.sum(fold.points).filter(fold.within.is_not(None)), 0)
    pairs: list[Any] = []
    for place, level in enumerate(QUANTILE_LEVELS, start=1):
        pairs += [f"{level:g}", cast(func.sum(fold.within[place]), Float) / tested]
    document = func.jsonb_build_object(*pairs)
    return func.coalesce(func.nullif(document, _all_null()), null())


def _all_null() -> ColumnElement[Any]:
    pairs: list[Any] = []
    for level in QUANTILE_LEVELS:
        pairs += [f"{level:g}", null()]
    return func.jsonb_build_object(*pairs)


def _with_scores(query: AccuracyQuery, run: ForecastRun | None, rows: Rows) -> Rows:
    """Add the mean RMSSE of the group's series, and of the naive floor, where series have one."""
    groups = rows.subquery("groups")
    columns = [groups.c[name] for name in groups.c.keys()]  # noqa: SIM118  # not a dict
    if query.by not in {"family", "site", "all"} or run is None:
        return select(*columns, _missing("rmsse"), _missing("naive_rmsse"))
    scored = ForecastAccuracy
    keys: dict[str, Any] = {
        "family": func.coalesce(Item.family, ""),
        "site": Site.code,
        "all": literal("all"),
    }
    by = [] if query.by == "all" else [keys[query.by]]
    means = (
        select(
            keys[query.by].label("group"),
            func.avg(scored.rmsse).label("rmsse"),
            func.avg(scored.naive_rmsse).label("naive_rmsse"),
        )
        .join(Item, Item.id == scored.item_id)
        .join(Site, Site.id == scored.site_id)
        .where(scored.run_id == run.id)
        .group_by(*by)
    )
    if query.family is not None:
        means = means.where(Item.family == query.family)
    if query.site_id is not None:
        means = means.where(scored.site_id == query.site_id)
    found = means.subquery("means")
    return select(*columns, found.c.rmsse, found.c.naive_rmsse).select_from(
        groups.outerjoin(found, found.c.group == groups.c.group)
    )


def _missing(name: str) -> ColumnElement[Any]:
    return cast(null(), Float).label(name)
