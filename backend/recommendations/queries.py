"""Recommendations as rows, with what they are about and what was decided."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Numeric,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from backend.access.models import User
from backend.catalogue.models import Item
from backend.core.digests import digest
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.planning.models import ItemClass
from backend.planning.overrides.models import PlanOverride
from backend.planning.overrides.rules import Kind
from backend.procurement.models import Order
from backend.recommendations.errors import RecommendationNotFound
from backend.recommendations.models import Priority, Recommendation, RecommendationDecision
from backend.recommendations.schemas import (
    ExplanationOut,
    RecommendationOut,
    RecommendationQuery,
)
from backend.suppliers.models import Supplier

Decision = RecommendationDecision
FromSite = aliased(Site)
Change = aliased(PlanOverride)

# A decision stands for as long as the plan makes the recommendation.
STATUS: ColumnElement[Any] = case(
    (Recommendation.status == "SUPERSEDED", "SUPERSEDED"),
    else_=func.coalesce(Decision.status, "OPEN"),
)


def recommendations(query: RecommendationQuery) -> Rows:
    rows = _recommendations()
    if query.status is None:
        rows = rows.where(Recommendation.status == "OPEN")
    else:
        rows = rows.where(STATUS.in_((query.status,)))
    for name in ("type", "confidence", "item_id", "site_id", "supplier_id"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(Recommendation, name) == wanted)
    if query.priority is not None:
        rows = rows.where(Recommendation.priority == Priority(query.priority))
    if query.least_priority is not None:
        rows = rows.where(Recommendation.priority >= Priority(query.least_priority))
    if query.family is not None:
        rows = rows.where(Item.family == query.family)
    if query.q is not None:
        rows = rows.where(
            or_(
                Item.sku.icontains(query.q, autoescape=True),
                Item.name.icontains(query.q, autoescape=True),
            )
        )
    return rows


def recommendation(session: Session, recommendation_id: int) -> RecommendationOut:
    rows = _recommendations().where(Recommendation.id == recommendation_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise RecommendationNotFound(recommendation_id)
    return RecommendationOut.model_validate(dict(found))


def explanation(session: Session, recommendation_id: int) -> ExplanationOut:
    """Return the stored explanation, and whether it still holds together."""
    found = session.get(Recommendation, recommendation_id)
    if found is None:
        raise RecommendationNotFound(recommendation_id)
    # With it comes NumPy, which the API should not have to load before it can start.
    from backend.planning.explain import replay

    stored = found.explanation
    again = replay(stored)
    return ExplanationOut.model_validate(
        {
            **stored,
            "id": found.id,
            "hash": found.explanation_hash,
            "is_intact": digest(stored) == found.explanation_hash,
            "is_repeatable": all(again[part] == stored[part] for part in again),
        }
    )


def _standing() -> Subquery:
    """Return the orders of planners that stand: nothing was ordered since they were made."""
    placed_since = exists().where(
        Order.item_id == PlanOverride.item_id,
        Order.site_id == PlanOverride.site_id,
        Order.ordered_on >= PlanOverride.first_day,
    )
    return (
        select(PlanOverride)
        .where(PlanOverride.kind == Kind.ORDER, PlanOverride.withdrawn_at.is_(None), ~placed_since)
        .subquery("standing")
    )


def _changes() -> ColumnElement[int]:
    """Count every change and withdrawal of an order here, so that a version never goes back."""
    return (
        select(func.coalesce(func.sum(Change.version), 0))
        .where(
            Change.kind == Kind.ORDER,
            Change.item_id == Recommendation.item_id,
            Change.site_id == Recommendation.site_id,
        )
        .scalar_subquery()
    )


def _columns(change: ReadOnlyColumnCollection[str, Any]) -> dict[str, ColumnElement[Any]]:
    """Return what a recommendation shows besides its own columns."""
    quantity = func.coalesce(change.quantity, Recommendation.quantity)
    decided = func.coalesce(Decision.version, 0)
    found: dict[str, Any] = {
        "status": STATUS,
        "sku": Item.sku,
        "item_name": Item.name,
        "family": Item.family,
        "unit": Item.unit,
        "abc_class": ItemClass.abc_class,
        "site_code": Site.code,
        "site_name": Site.name,
        "from_site_code": FromSite.code,
        "supplier_name": Supplier.name,
        "planner_quantity": change.quantity,
        "planner_reason": change.reason,
        "planner": change.made_by,
        "value": func.round(cast(quantity, Numeric) * Item.unit_cost, 2),
        "decided_by": User.username,
        "decided_at": Decision.decided_at,
        "decision_reason": Decision.reason,
        "version": Recommendation.version + decided + _changes(),
    }
    return found


def _recommendations() -> Rows:
    own, standing = Recommendation, _standing()
    change = standing.c
    elsewhere = _columns(change)
    columns = (
        elsewhere[name].label(name) if name in elsewhere else getattr(own, name)
        for name in RecommendationOut.model_fields
    )
    is_about = and_(
        own.type == "REORDER",
        change.item_id == own.item_id,
        change.site_id == own.site_id,
        (own.action_on + 1).between(change.first_day, change.last_day),
    )
    return (
        select(*columns)
        .select_from(own)
        .join(Item, Item.id == own.item_id)
        .join(Site, Site.id == own.site_id)
        .outerjoin(ItemClass, ItemClass.item_id == own.item_id)
        .outerjoin(FromSite, FromSite.id == own.from_site_id)
        .outerjoin(Supplier, Supplier.id == own.supplier_id)
        .outerjoin(standing, is_about)
        .outerjoin(Decision, Decision.fingerprint == own.fingerprint)
        .outerjoin(User, User.id == Decision.decided_by)
    )
