"""Plans, lead times, targets and policies as rows."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.planning.errors import ItemSiteNotFound, ReplayNotFound
from backend.planning.models import (
    ItemClass,
    ItemSitePolicy,
    LeadTime,
    PlanLine,
    Replay,
    ReplayResult,
    ServiceLevelTarget,
)
from backend.planning.schemas import (
    LeadTimeOut,
    LeadTimeQuery,
    PlanLineOut,
    PlanLineQuery,
    PolicyOut,
    PolicyQuery,
    ReplayOut,
    ReplayResultOut,
    ReplayResultQuery,
    ServiceLevelOut,
)
from backend.suppliers.models import Supplier


def service_levels() -> Rows:
    names = ServiceLevelOut.model_fields
    return select(*(getattr(ServiceLevelTarget, name) for name in names))


def service_level(session: Session, abc_class: str) -> ServiceLevelOut:
    return ServiceLevelOut.model_validate(session.get_one(ServiceLevelTarget, abc_class))


def policies(query: PolicyQuery) -> Rows:
    rows = select(*(getattr(ItemSitePolicy, name) for name in PolicyOut.model_fields))
    if query.item_id is not None:
        rows = rows.where(ItemSitePolicy.item_id == query.item_id)
    if query.site_id is not None:
        rows = rows.where(ItemSitePolicy.site_id == query.site_id)
    return rows


def policy(session: Session, item_id: int, site_id: int) -> PolicyOut:
    """Return what was set for the item at the site; the defaults as version 0 where nothing was."""
    if session.get(Item, item_id) is None or session.get(Site, site_id) is None:
        raise ItemSiteNotFound(item_id, site_id)
    found = session.get(ItemSitePolicy, (item_id, site_id))
    if found is not None:
        return PolicyOut.model_validate(found)
    return PolicyOut(
        item_id=item_id,
        site_id=site_id,
        service_level=None,
        review_period_days=None,
        is_stocked=True,
        version=0,
    )


def plan_lines(query: PlanLineQuery) -> Rows:
    elsewhere = {
        "sku": Item.sku,
        "item_name": Item.name,
        "site_code": Site.code,
        "abc_class": ItemClass.abc_class,
    }
    columns = (
        elsewhere[name].label(name) if name in elsewhere else getattr(PlanLine, name)
        for name in PlanLineOut.model_fields
    )
    rows = (
        select(*columns)
        .select_from(PlanLine)
        .join(Item, Item.id == PlanLine.item_id)
        .join(Site, Site.id == PlanLine.site_id)
        .outerjoin(ItemClass, ItemClass.item_id == PlanLine.item_id)
    )
    for name in ("item_id", "site_id", "confidence"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(PlanLine, name) == wanted)
    if query.abc_class is not None:
        rows = rows.where(ItemClass.abc_class == query.abc_class)
    if query.needs_order is not None:
        needs_order = PlanLine.suggested_quantity > 0
        rows = rows.where(needs_order if query.needs_order else needs_order.is_not(True))
    return rows


def lead_times(query: LeadTimeQuery) -> Rows:
    elsewhere = {
        "sku": Item.sku,
        "supplier_code": Supplier.code,
        "supplier_name": Supplier.name,
    }
    columns = (
        elsewhere[name].label(name) if name in elsewhere else getattr(LeadTime, name)
        for name in LeadTimeOut.model_fields
    )
    rows = (
        select(*columns)
        .select_from(LeadTime)
        .join(Item, Item.id == LeadTime.item_id)
        .join(Supplier, Supplier.id == LeadTime.supplier_id)
    )
    for name in ("item_id", "supplier_id", "source"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(LeadTime, name) == wanted)
    return rows


def replays() -> Rows:
    return select(*(getattr(Replay, name) for name in ReplayOut.model_fields))


def replay(session: Session, replay_id: int) -> ReplayOut:
    found = session.get(Replay, replay_id)
    if found is None:
        raise ReplayNotFound(replay_id)
    return ReplayOut.model_validate(found)


def replay_results(session: Session, replay_id: int, query: ReplayResultQuery) -> Rows:
    replay(session, replay_id)
    rows = select(*(getattr(ReplayResult, name) for name in ReplayResultOut.model_fields))
    rows = rows.where(ReplayResult.replay_id == replay_id)
    for name in ("policy", "abc_class"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(ReplayResult, name) == wanted)
    return rows
