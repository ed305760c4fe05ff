"""GET /planning/lines, /lead-times, /replays; GET, PUT /planning/service-levels and policies."""

from flask import Response

from backend.access.guard import requires
from backend.access.permissions import Permission
from backend.core.http import blueprint, require_match
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import ListQuery, Page
from backend.extensions import current_session
from backend.planning import queries, service
from backend.planning.schemas import (
    ClassPath,
    LeadTimeOut,
    LeadTimeQuery,
    PlanLineOut,
    PlanLineQuery,
    PolicyChange,
    PolicyOut,
    PolicyPath,
    PolicyQuery,
    ReplayOut,
    ReplayPath,
    ReplayResultOut,
    ReplayResultQuery,
    ServiceLevelChange,
    ServiceLevelOut,
)

planning = blueprint("planning", "/planning")
blueprints = (planning,)

BY_SKU = Ordering(default="sku,site_code", unique=("item_id", "site_id"))
BY_SUPPLIER = Ordering(default="supplier_code,sku", unique=("supplier_id", "item_id"))
BY_CLASS = Ordering(default="abc_class", unique=("abc_class",))
BY_AGE = Ordering(default="-id")
BY_POLICY = Ordering(default="abc_class,policy,asked", unique=("id",))
BY_KEY = Ordering(default="item_id,site_id", unique=("item_id", "site_id"))
POLICY = "/items/<int:item_id>/sites/<int:site_id>/policy"


@planning.get("/lines")
@requires(Permission.POLICY_READ)
def list_plan_lines(query: PlanLineQuery) -> Page[PlanLineOut] | Response:
    """List the latest plan: levels, cover and suggested order of every item at every site."""
    return listing(query, queries.plan_lines(query), PlanLineOut, ordering=BY_SKU)


@planning.get("/lead-times")
@requires(Permission.POLICY_READ)
def list_lead_times(query: LeadTimeQuery) -> Page[LeadTimeOut] | Response:
    """List how long suppliers take for an item, how late they are, and what that rests on."""
    return listing(query, queries.lead_times(query), LeadTimeOut, ordering=BY_SUPPLIER)


@planning.get("/service-levels")
@requires(Permission.POLICY_READ)
def list_service_levels(query: ListQuery) -> Page[ServiceLevelOut] | Response:
    """List the service level asked of each class of items."""
    return listing(query, queries.service_levels(), ServiceLevelOut, ordering=BY_CLASS)


@planning.get("/service-levels/<string:abc_class>", versioned=True)
@requires(Permission.POLICY_READ)
def get_service_level(path: ClassPath) -> ServiceLevelOut:
    """Show the service level asked of one class."""
    return queries.service_level(current_session(), path.abc_class)


@planning.put("/service-levels/<string:abc_class>", versioned=True)
@requires(Permission.POLICY_UPDATE)
def set_service_level(path: ClassPath, body: ServiceLevelChange) -> ServiceLevelOut:
    """Set the service level asked of one class; the next plan follows it."""
    session = current_session()
    target = service.target_to_change(session, path.abc_class)
    require_match(target.version, ServiceLevelOut.model_validate(target))
    service.set_service_level(session, target, body)
    session.refresh(target)
    return ServiceLevelOut.model_validate(target)


@planning.get("/policies")
@requires(Permission.POLICY_READ)
def list_policies(query: PolicyQuery) -> Page[PolicyOut] | Response:
    """List the items and sites for which a planner set anything."""
    return listing(query, queries.policies(query), PolicyOut, ordering=BY_KEY)


@planning.get(POLICY, versioned=True)
@requires(Permission.POLICY_READ)
def get_policy(path: PolicyPath) -> PolicyOut:
    """Show what is set for an item at a site; version 0 where nothing is."""
    return queries.policy(current_session(), path.item_id, path.site_id)


@planning.put(POLICY, versioned=True)
@requires(Permission.POLICY_UPDATE)
def set_policy(path: PolicyPath, body: PolicyChange) -> PolicyOut:
    """Set service level, review period or whether an item is stocked at a site."""
    session = current_session()
    service.hold_policies(session)
    current = queries.policy(session, path.item_id, path.site_id)
    require_match(current.version, current)
    service.set_policy(session, path.item_id, path.site_id, body)
    session.expire_all()
    return queries.policy(session, path.item_id, path.site_id)


@planning.get("/replays")
@requires(Permission.POLICY_READ)
def list_replays(query: ListQuery) -> Page[ReplayOut] | Response:
    """List replays of the past, the newest first."""
    return listing(query, queries.replays(), ReplayOut, ordering=BY_AGE)


@planning.get("/replays/<int:replay_id>")
@requires(Permission.POLICY_READ)
def get_replay(path: ReplayPath) -> ReplayOut:
    """Show one replay: its windows, assumptions and what it says about the classic policy."""
    return queries.replay(current_session(), path.replay_id)


@planning.get("/replays/<int:replay_id>/results")
@requires(Permission.POLICY_READ)
def list_replay_results(
    path: ReplayPath, query: ReplayResultQuery
) -> Page[ReplayResultOut] | Response:
    """List what each policy would have cost and served, per class and in total."""
    rows = queries.replay_results(current_session(), path.replay_id, query)
    return listing(query, rows, ReplayResultOut, ordering=BY_POLICY)
