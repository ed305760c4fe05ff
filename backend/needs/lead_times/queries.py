"""Lead times as rows, and the one that counts."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from backend.core.sql import Rows
from backend.inventory.models import Site
from backend.needs.events.models import LeadTimeConfig
from backend.needs.lead_times.errors import LeadTimeMissing, LeadTimeNotFound
from backend.needs.lead_times.rules import Horizon, LeadTime, lead_time_for
from backend.needs.lead_times.schemas import HorizonLeadTimeOut, LeadTimeQuery
from backend.suppliers.models import Supplier


def lead_times(query: LeadTimeQuery) -> Rows:
    config = LeadTimeConfig
    rows = _lead_times()
    if query.horizon is not None:
        rows = rows.where(config.horizon == query.horizon.value)
    if query.site_id is not None:
        ends = (config.from_site_id == query.site_id, config.to_site_id == query.site_id)
        rows = rows.where(or_(*ends))
    if query.supplier_id is not None:
        rows = rows.where(config.supplier_id == query.supplier_id)
    if query.on is not None:
        rows = rows.where(
            config.effective_from <= query.on,
            or_(config.effective_to.is_(None), config.effective_to >= query.on),
        )
    return rows


def lead_time(session: Session, lead_time_id: int) -> HorizonLeadTimeOut:
    rows = _lead_times().where(LeadTimeConfig.id == lead_time_id)
    found = session.execute(rows).mappings().one_or_none()
    if found is None:
        raise LeadTimeNotFound(lead_time_id)
    return HorizonLeadTimeOut.model_validate(dict(found))


def _lead_times() -> Rows:
    config = LeadTimeConfig
    source, target = aliased(Site), aliased(Site)
    elsewhere = {
        "from_site_code": source.code,
        "to_site_code": target.code,
        "supplier_code": Supplier.code,
    }
    columns = (
        elsewhere[name].label(name) if name in elsewhere else getattr(config, name)
        for name in HorizonLeadTimeOut.model_fields
    )
    return (
        select(*columns)
        .select_from(config)
        .outerjoin(source, source.id == config.from_site_id)
        .outerjoin(target, target.id == config.to_site_id)
        .outerjoin(Supplier, Supplier.id == config.supplier_id)
    )


def known_lead_times(session: Session, on: dt.date) -> list[LeadTime]:
    """All that hold on a day, for whoever asks for many ways (``rules.lead_time_for``)."""
    config = LeadTimeConfig
    rows = select(config).where(
        config.effective_from <= on,
        or_(config.effective_to.is_(None), config.effective_to >= on),
    )
    return [
        LeadTime(
            id=row.id,
            horizon=Horizon(row.horizon),
            from_site_id=row.from_site_id,
            to_site_id=row.to_site_id,
            supplier_id=row.supplier_id,
            hours=row.hours,
            effective_from=row.effective_from,
            effective_to=row.effective_to,
            is_default=row.is_default,
        )
        for row in session.scalars(rows)
    ]


def lead_time_hours(
    session: Session,
    horizon: Horizon,
    *,
    on: dt.date,
    from_site_id: int | None = None,
    to_site_id: int | None = None,
    supplier_id: int | None = None,
) -> Decimal:
    """Return how many hours a way takes on a day: the most precise that took effect last."""
    found = lead_time_for(
        known_lead_times(session, on),
        horizon,
        on=on,
        from_site_id=from_site_id,
        to_site_id=to_site_id,
        supplier_id=supplier_id,
    )
    if found is None:
        raise LeadTimeMissing(horizon)
    return found.hours
