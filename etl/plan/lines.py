"""Puts together what each item and site is decided from. Pure, on frames."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl

from backend.demand.rules import Spread
from backend.planning.inputs import (
    DrawInput,
    ForecastInput,
    InboundOrder,
    LeadTimeInput,
    LineInputs,
    StockInput,
)
from backend.planning.overrides.rules import scaled
from etl.forecast.periods import period_starts
from etl.plan.source import PlanSource

KEYS = ["item_id", "site_id"]
OPEN = ("PLACED", "PART_RECEIVED")
# The target for items that no class can be given to; the reason NO_CLASS says so.
CLASS_WITHOUT_ONE = "B"

Key = tuple[int, int]


@dataclass(frozen=True)
class Supply:
    """Where an item comes from: the supplier, its lead time and its terms."""

    supplier_id: int
    lead_time: LeadTimeInput | None
    min_order_quantity: float | None
    pack_size: float | None


def line_inputs(
    source: PlanSource, classes: pl.DataFrame, lead_times: pl.DataFrame, review_days: float
) -> Iterator[tuple[int, int, int | None, LineInputs]]:
    """Give item, site, supplier and inputs for every item and site with a forecast or stock."""
    forecasts = {(row["item_id"], row["site_id"]): row for row in _rows(source.forecasts)}
    stock = {(row["item_id"], row["site_id"]): row for row in _rows(source.stock)}
    inbound = _inbound(source.orders)
    abc = dict(classes.select("item_id", "abc_class").iter_rows())
    supplies = supplies_of(source.orders, source.terms, lead_times)
    for key in sorted({*forecasts, *stock}):
        item, site = source.items[key[0]], source.sites[key[1]]
        if not (item.is_active and site.is_active):
            continue
        policy = source.policies.get(key)
        supply = supplies.get(item.id)
        level = policy.service_level if policy else None
        abc_class = abc.get(item.id) or CLASS_WITHOUT_ONE
        days = policy.review_period_days if policy else None
        inputs = LineInputs(
            as_of=source.as_of,
            service_level=level or source.service_levels[abc_class],
            correction=1.0 if level else source.corrections[abc_class],
            review_days=days or review_days,
            abc_class=abc.get(item.id),
            criticality=item.criticality,
            lead_time=supply.lead_time if supply else None,
            forecast=_forecast(source, forecasts.get(key)),
            stock=_stock(stock.get(key)),
            inbound=inbound.get(key, ()),
            min_order_quantity=supply.min_order_quantity if supply else None,
            pack_size=supply.pack_size if supply else None,
            is_stocked=policy.is_stocked if policy else True,
            draw=DrawInput(site.code, item.sku),
        )
        yield item.id, site.id, supply.supplier_id if supply else None, inputs


def supplies_of(
    orders: pl.DataFrame, terms: pl.DataFrame, lead_times: pl.DataFrame
) -> dict[int, Supply]:
    """Choose each item's supplier: the preferred one, else the one ordered from most often.

    Among equals it is the one with a known lead time, then the lowest id.
    """
    ordered = orders.group_by("supplier_id", "item_id").agg(pl.len().alias("orders"))
    pairs = (
        pl.concat(
            [terms.select("supplier_id", "item_id"), ordered.select("supplier_id", "item_id")]
        )
        .drop_nulls()
        .unique()
        .join(terms, on=["supplier_id", "item_id"], how="left")
        .join(ordered, on=["supplier_id", "item_id"], how="left")
        .join(lead_times, on=["supplier_id", "item_id"], how="left")
    )
    chosen = pairs.sort(
        "item_id",
        pl.col("is_preferred").fill_null(value=False),
        pl.col("orders").fill_null(0),
        pl.col("mean_days").is_not_null(),
        "supplier_id",
        descending=[False, True, True, True, False],
    ).unique("item_id", keep="first", maintain_order=True)
    return {row["item_id"]: _supply(row) for row in _rows(chosen)}


def _supply(row: Mapping[str, Any]) -> Supply:
    lead_time = None
    if row["mean_days"] is not None:
        lead_time = LeadTimeInput(
            mean_days=round(row["mean_days"], 4),
            sd_days=None if row["sd_days"] is None else round(row["sd_days"], 4),
            source=row["source"],
            observations=row["observations"],
            mean_days_late=(
                None if row["mean_days_late"] is None else round(row["mean_days_late"], 4)
            ),
            days=tuple(round(days, 4) for days in row["days"] or ()),
            counts=tuple(row["counts"] or ()),
        )
    return Supply(row["supplier_id"], lead_time, row["min_order_quantity"], row["pack_size"])


def _inbound(orders: pl.DataFrame) -> dict[Key, tuple[InboundOrder, ...]]:
    """Return what is still to come, per item and site, in order of id."""
    rest = pl.col("quantity") - pl.col("received_quantity")
    coming = orders.filter(pl.col("status").is_in(OPEN)).with_columns(rest.alias("rest"))
    found: dict[Key, list[InboundOrder]] = {}
    for row in _rows(coming.filter(pl.col("rest") > 0).sort("id")):
        order = InboundOrder(row["id"], row["order_number"], row["rest"], row["expected_on"])
        found.setdefault((row["item_id"], row["site_id"]), []).append(order)
    return {key: tuple(orders) for key, orders in found.items()}


def _forecast(source: PlanSource, row: Mapping[str, Any] | None) -> ForecastInput | None:
    if row is None:
        return None
    means = [round(float(mean), 4) for mean in row["means"].split(" ")]
    changed = _overridden(source, (row["item_id"], row["site_id"]), means)
    return ForecastInput(
        origin_end=source.as_of,
        period_days=source.rules.days,
        means=tuple(changed),
        spread=Spread.from_document(json.loads(row["spread"])),
        is_short=row["reason"] == "TOO_SHORT",
        is_naive=row["reason"] == "FELL_BACK_TO_NAIVE",
        run_id=source.run.id if source.run else None,
        is_overridden=changed != means,
    )


def _overridden(source: PlanSource, key: Key, means: list[float]) -> list[float]:
    """Return the means as planners changed them: their total over the days, the engine's shape.

    A change that lies partly in the past changes what is left of it in proportion.
    """
    first = source.as_of + timedelta(days=1)
    days = period_starts(first, len(means), source.rules.code)
    for override in source.overrides.get(key, []):
        at = [place for place, day in enumerate(days) if override.covers(day)]
        if not at:
            continue
        if override.first_day >= first:
            found = scaled([means[place] for place in at], override.quantity)
        elif override.engine_quantity > 0:
            factor = override.quantity / override.engine_quantity
            found = [means[place] * factor for place in at]
        else:
            continue
        for place, mean in zip(at, found, strict=True):
            means = [*means[:place], round(mean, 4), *means[place + 1 :]]
    return means


def _stock(row: Mapping[str, Any] | None) -> StockInput | None:
    if row is None:
        return None
    return StockInput(row["on_hand"], row["reserved"], row["date"])


def _rows(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    return frame.iter_rows(named=True)
