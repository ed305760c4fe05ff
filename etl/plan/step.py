"""The planning step: classify items, learn lead times, decide every line, advise."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl
from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.core.digests import digest
from backend.planning.actions import Advice, Place, SitePlan, advise
from backend.planning.decide import decide
from backend.planning.explain import explanation
from backend.planning.models import ItemClass, LeadTime, PlanLine
from backend.recommendations import service as recommendations
from backend.recommendations.rules import Advised, fingerprint
from etl.copying import copy_in
from etl.pipeline import RunContext
from etl.plan.classes import item_classes
from etl.plan.lead_times import lead_times
from etl.plan.lines import line_inputs
from etl.plan.source import PlanSource, open_source

THREADS = os.cpu_count() or 1
CLASS_COLUMNS = [
    "item_id", "abc_class", "abc_basis", "xyz_class", "demand_class", "adi", "cv2",
    "trailing_value", "trailing_quantity",
]  # fmt: skip


@dataclass(frozen=True)
class Planned:
    """What a plan run found: one plan per item and site, and what to do about them."""

    plans: list[SitePlan]
    item_ids: list[int]
    advice: list[tuple[int, Advice]]


def run(context: RunContext) -> dict[str, int]:
    """Plan every item at every site, and return how many rows of what came out."""
    with context.session_factory() as session:
        context.progress.advance(0.05, "reading demand, stock and orders")
        source = open_source(session)
        if source is None:
            context.progress.note("plan: there is neither demand, stock nor orders to plan from.")
            return {}
        _say_what_is_missing(context, source)
        items = sorted(source.items)
        classes = item_classes(source.item_demand, items, source.rules.code, source.as_of)
        found = lead_times(source.orders, source.terms, source.as_of)
        _replace(session, ItemClass, classes.select(CLASS_COLUMNS))
        _replace(session, LeadTime, found)

        context.progress.advance(0.2, "deciding")
        planned = _plan(context, source, classes, found)
        _replace(session, PlanLine, _line_rows(source, planned))
        context.progress.advance(0.8, "writing recommendations")
        advised = [_advised(source, item_id, advice) for item_id, advice in planned.advice]
        counts = recommendations.publish(session, advised, source.run.id if source.run else None)
    return {
        "classes": len(classes),
        "lead_times": len(found),
        "plan_lines": len(planned.plans),
        **counts,
    }


def _say_what_is_missing(context: RunContext, source: PlanSource) -> None:
    if source.forecasts.is_empty():
        context.progress.note("plan: there are no forecasts, so nothing can be recommended.")
    elif source.stock.is_empty():
        context.progress.note("plan: there is no stock data, so nothing can be recommended.")


def _plan(
    context: RunContext, source: PlanSource, classes: pl.DataFrame, found: pl.DataFrame
) -> Planned:
    planned = Planned([], [], [])
    review_days = context.settings.plan_review_days
    inputs = list(line_inputs(source, classes, found, review_days))
    # Drawing paths is most of the work, and lets go of the interpreter.
    with ThreadPoolExecutor(THREADS) as pool:
        lines = pool.map(decide, [given for *_, given in inputs])
        decided = zip(inputs, lines, strict=True)
        for item_id, group in groupby(decided, key=lambda pair: pair[0][0]):
            plans = [
                SitePlan(_place(source, site_id), given, line, supplier_id)
                for (_, site_id, supplier_id, given), line in group
            ]
            planned.plans.extend(plans)
            planned.item_ids.extend([item_id] * len(plans))
            planned.advice.extend((item_id, advice) for advice in advise(plans))
            done = len(planned.plans)
            context.progress.advance(0.2 + 0.6 * done / len(inputs), f"{done} lines decided")
    return planned


def _place(source: PlanSource, site_id: int) -> Place:
    site = source.sites[site_id]
    return Place(site.id, site.code, site.latitude, site.longitude)


def _line_rows(source: PlanSource, planned: Planned) -> pl.DataFrame:
    run_id = source.run.id if source.run else None
    names = (
        "on_hand", "available", "on_order_in_time", "forecast_per_day", "days_of_cover",
        "lead_time_days", "safety_stock", "reorder_point", "order_up_to", "excess_level",
        "suggested_quantity",
    )  # fmt: skip
    rows = [
        {
            "item_id": item_id,
            "site_id": plan.place.site_id,
            "as_of": plan.inputs.as_of,
            "supplier_id": plan.supplier_id,
            **{name: getattr(plan.line, name) for name in names},
            "review_days": plan.inputs.review_days,
            "service_level": plan.inputs.service_level,
            "confidence": plan.line.confidence.value,
            "reasons": "{" + ",".join(plan.line.reasons) + "}",
            "inputs": json.dumps(plan.inputs.to_document()),
            "run_id": run_id,
        }
        for item_id, plan in zip(planned.item_ids, planned.plans, strict=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _advised(source: PlanSource, item_id: int, advice: Advice) -> Advised:
    """Turn advice into a recommendation with its explanation."""
    plan, sku = advice.plan, source.items[item_id].sku
    document = explanation(plan.inputs, plan.line)
    document["subject"] = {"type": advice.type, "sku": sku, "site": plan.place.code}
    document["advice"] = {
        "quantity": advice.quantity,
        "message_code": advice.message_code,
        "steps": [vars(step) for step in advice.steps],
    }
    return Advised(
        fingerprint=fingerprint(advice.type, sku, plan.place.code),
        type=advice.type,
        priority=advice.priority,
        item_id=item_id,
        site_id=plan.place.site_id,
        from_site_id=advice.from_site_id,
        supplier_id=advice.supplier_id,
        order_id=advice.order_id,
        quantity=advice.quantity,
        action_on=plan.inputs.as_of,
        message_code=advice.message_code,
        message_params={**advice.message_params, "sku": sku},
        explanation=document,
        explanation_hash=digest(document),
        confidence=plan.line.confidence.value,
        confidence_reasons=[reason.value for reason in plan.line.reasons],
    )


def _replace(session: Session, model: Any, rows: pl.DataFrame) -> None:
    """Put ``rows`` in the place of everything in the model's table."""
    session.execute(delete(model))
    lists = [name for name, kind in rows.schema.items() if kind == pl.List]
    rows = rows.with_columns(
        pl.format(
            "{}{}{}", pl.lit("{"), pl.col(name).cast(pl.List(pl.String)).list.join(","), pl.lit("}")
        ).alias(name)
        for name in lists
    )
    if len(rows):
        copy_in(session, f"analytics.{model.__tablename__}", rows)
