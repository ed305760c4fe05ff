"""Items as rows: what they are, how they are classed, and what is there of them."""

import re
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Subquery,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
)

from backend.catalogue.above import current_stock, item_classes, plan_lines
from backend.catalogue.models import Item
from backend.catalogue.schemas import ItemQuery
from backend.core.sql import Rows

# Word for word the expression of the index ix_dim_item_search, or it would not be used.
SEARCHED: ColumnElement[Any] = literal_column(
    "to_tsvector('simple', core.dim_item.sku || ' ' || core.dim_item.name"
    " || ' ' || coalesce(core.dim_item.family, ''))"
)
WORD = re.compile(r"\w+")
SHOWN = (
    Item.id,
    Item.sku,
    Item.name,
    Item.family,
    Item.category,
    Item.unit,
    Item.unit_cost,
    Item.unit_price,
    Item.criticality,
    Item.shelf_life_days,
    Item.is_active,
    Item.introduced_on,
    Item.discontinued_on,
)
CLASSES = (
    item_classes.c.abc_class,
    item_classes.c.abc_basis,
    item_classes.c.xyz_class,
    item_classes.c.demand_class,
    item_classes.c.trailing_quantity,
    item_classes.c.trailing_value,
)


def items(query: ItemQuery) -> Rows:
    """Return one row per item, with its stock at one site or summed over all."""
    rows = items_with_stock(query.site_id)
    if query.q is not None:
        rows = rows.where(matches(query.q))
    if query.family is not None:
        rows = rows.where(Item.family == query.family)
    if query.active is not None:
        rows = rows.where(Item.is_active.is_(query.active))
    for name in ("abc_class", "xyz_class", "demand_class"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(item_classes.c[name] == wanted)
    return rows


def items_with_stock(site_id: int | None = None) -> Rows:
    stock, plan = _stock(site_id), _plan(site_id)
    rows: Rows = (
        select(
            *SHOWN,
            *CLASSES,
            stock.c.on_hand,
            stock.c.available,
            stock.c.stock_as_of,
            plan.c.days_of_cover,
            _cover_reason(stock, plan).label("days_of_cover_reason"),
        )
        .select_from(Item)
        .outerjoin(item_classes, item_classes.c.item_id == Item.id)
        .outerjoin(stock, stock.c.item_id == Item.id)
        .outerjoin(plan, plan.c.item_id == Item.id)
    )
    if site_id is not None:
        rows = rows.where(or_(stock.c.item_id.is_not(None), plan.c.item_id.is_not(None)))
    return rows


def matches(words: str) -> ColumnElement[bool]:
    """Whether every word begins a word of the item, or the whole text begins its SKU."""
    by_sku = Item.sku.istartswith(words.strip(), autoescape=True)
    found = WORD.findall(words)
    if not found:
        return by_sku
    prefixes = " & ".join(f"'{word}':*" for word in found)
    return or_(by_sku, SEARCHED.op("@@")(func.to_tsquery("simple", prefixes)))


def families() -> Rows:
    return (
        select(Item.family, func.count().label("items"))
        .where(Item.family.is_not(None))
        .group_by(Item.family)
    )


def _stock(site_id: int | None) -> Subquery:
    rows = select(
        current_stock.c.item_id,
        func.sum(current_stock.c.on_hand).label("on_hand"),
        func.sum(current_stock.c.available).label("available"),
        func.min(current_stock.c.date).label("stock_as_of"),
    ).group_by(current_stock.c.item_id)
    if site_id is not None:
        rows = rows.where(current_stock.c.site_id == site_id)
    return rows.subquery("stock")


def _plan(site_id: int | None) -> Subquery:
    """Cover of all sites together: what is available over what goes in a day.

    Only sites where both are known count, or one without a forecast would seem to add cover.
    """
    per_day = func.sum(plan_lines.c.forecast_per_day)
    available = func.sum(func.greatest(current_stock.c.available, 0))
    both_known = and_(
        plan_lines.c.forecast_per_day.is_not(None), current_stock.c.available.is_not(None)
    )
    where_both = per_day.filter(both_known)
    rows = (
        select(
            plan_lines.c.item_id,
            where_both.label("forecast_where_stock_is_known"),
            (available.filter(both_known) / func.nullif(where_both, 0)).label("days_of_cover"),
        )
        .select_from(plan_lines)
        .outerjoin(
            current_stock,
            and_(
                current_stock.c.item_id == plan_lines.c.item_id,
                current_stock.c.site_id == plan_lines.c.site_id,
            ),
        )
        .group_by(plan_lines.c.item_id)
    )
    if site_id is not None:
        rows = rows.where(plan_lines.c.site_id == site_id)
    return rows.subquery("plan")


def _cover_reason(stock: Subquery, plan: Subquery) -> ColumnElement[Any]:
    return case(
        (plan.c.days_of_cover.is_not(None), None),
        (stock.c.available.is_(None), "NO_STOCK_DATA"),
        (plan.c.forecast_where_stock_is_known == 0, "NO_DEMAND_EXPECTED"),
        else_="NO_FORECAST",
    )
