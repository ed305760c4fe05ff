"""Transfers and their lines as rows."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Interval,
    Text,
    and_,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from backend.access.models import User
from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.execution.transfers.errors import TransferNotFound
from backend.execution.transfers.models import Transfer, TransferItem, TransferLot
from backend.execution.transfers.schemas import TransferQuery
from backend.execution.transfers.workflow import NOT_YET_SENT, ON_THE_WAY, VarianceLevel
from backend.inventory.models import Lot, Site
from backend.needs.events.models import Event, LeadTimeConfig
from backend.needs.lists.models import NeedsList

FromSite = aliased(Site, name="from_site")
ToSite = aliased(Site, name="to_site")
OPEN = [status.value for status in (*NOT_YET_SENT, *ON_THE_WAY)]


def transfers(query: TransferQuery) -> Rows:
    own = Transfer
    rows = _transfers()
    if query.q is not None:
        numbers = (own.transfer_no, own.waybill_no, NeedsList.needs_list_no)
        rows = rows.where(or_(*(no.icontains(query.q, autoescape=True) for no in numbers)))
    if query.status is not None:
        rows = rows.where(own.status == query.status.value)
    if query.is_open is not None:
        rows = rows.where(own.status.in_(OPEN).is_(query.is_open))
    if query.site_id is not None:
        rows = rows.where(or_(own.from_site_id == query.site_id, own.to_site_id == query.site_id))
    if query.item_id is not None:
        rows = rows.where(_lines().where(TransferItem.item_id == query.item_id).exists())
    for name in ("from_site_id", "to_site_id", "event_id", "needs_list_id"):
        wanted = getattr(query, name)
        if wanted is not None:
            rows = rows.where(getattr(own, name) == wanted)
    return rows


def transfer(session: Session, transfer_id: int) -> dict[str, Any]:
    """Return a transfer with everybody's names, for the page of it."""
    own = Transfer
    rows = _transfers().add_columns(
        own.notes,
        own.submitted_at,
        own.submitted_by.label("submitted_by_id"),
        own.approved_at,
        own.departed_at,
        own.received_by.label("received_by_id"),
        own.reconciled_at,
        own.ended_at,
        own.end_reason,
        own.override_requested_by.label("override_requested_by_id"),
        own.override_reason_code,
        own.override_note,
        own.override_approved_at,
        *(
            _name_of(getattr(own, f"{step}_by")).label(f"{step}_by")
            for step in (
                *("submitted", "approved", "dispatched", "received", "reconciled", "ended"),
                *("override_requested", "override_approved"),
            )
        ),
    )
    found = session.execute(rows.where(own.id == transfer_id)).mappings().one_or_none()
    if found is None:
        raise TransferNotFound(transfer_id)
    return dict(found)


def _transfers() -> Rows:
    own = Transfer
    estimate = own.dispatched_at + _default_hours()
    return (
        select(
            own.id,
            own.transfer_no,
            own.status,
            own.needs_list_id,
            NeedsList.needs_list_no,
            own.event_id,
            Event.code.label("event_code"),
            own.from_site_id,
            FromSite.code.label("from_site_code"),
            FromSite.name.label("from_site_name"),
            own.to_site_id,
            ToSite.code.label("to_site_code"),
            ToSite.name.label("to_site_name"),
            _counted(),
            own.waybill_no,
            func.coalesce(own.expected_arrival, estimate).label("expected_arrival"),
            and_(own.expected_arrival.is_(None), own.dispatched_at.is_not(None)).label(
                "is_arrival_estimated"
            ),
            own.dispatched_at,
            own.received_at,
            _needs_investigation().label("needs_investigation"),
            _has_open_override().label("has_open_override"),
            _name_of(own.created_by).label("created_by"),
            own.created_at,
            own.updated_at,
            own.version,
        )
        .select_from(own)
        .join(FromSite, FromSite.id == own.from_site_id)
        .join(ToSite, ToSite.id == own.to_site_id)
        .outerjoin(NeedsList, NeedsList.id == own.needs_list_id)
        .outerjoin(Event, Event.id == own.event_id)
    )


def _needs_investigation() -> ColumnElement[bool]:
    investigated = TransferItem.variance_level == VarianceLevel.INVESTIGATION.value
    return and_(Transfer.status == "RECEIVED", _lines().where(investigated).exists())


def _has_open_override() -> ColumnElement[bool]:
    return and_(
        Transfer.override_requested_by.is_not(None),
        Transfer.override_approved_by.is_(None),
        Transfer.status.in_([status.value for status in NOT_YET_SENT]),
    )


def _lines() -> Any:
    return (
        select(TransferItem.id).where(TransferItem.transfer_id == Transfer.id).correlate(Transfer)
    )


def _counted() -> ColumnElement[int]:
    counted = select(func.count()).where(TransferItem.transfer_id == Transfer.id)
    return counted.correlate(Transfer).scalar_subquery().label("lines")


def _default_hours() -> Any:
    """The route's hours stand in where nobody said when it arrives, as in ops.v_inbound_stock."""
    return (
        select(LeadTimeConfig.hours * literal_column("INTERVAL '1 hour'", Interval))
        .where(LeadTimeConfig.horizon == "A", LeadTimeConfig.is_default)
        .order_by(LeadTimeConfig.effective_from.desc())
        .limit(1)
        .scalar_subquery()
    )


def _name_of(user_id: InstrumentedAttribute[int | None]) -> Any:
    person = aliased(User)
    return select(person.username).where(person.id == user_id).correlate(Transfer).scalar_subquery()


def lines(transfer_id: int) -> Rows:
    own = TransferItem
    lost = (own.dispatched_quantity - own.received_quantity) * 100
    variance = func.round(lost / func.nullif(own.dispatched_quantity, 0), 4)
    return (
        select(
            own.id,
            own.item_id,
            Item.sku,
            Item.name.label("item_name"),
            Item.unit,
            own.needs_list_item_id,
            own.quantity,
            own.dispatched_quantity,
            own.received_quantity,
            case((own.variance_level.is_not(None), variance)).label("variance_pct"),
            own.variance_level,
            own.variance_reason_code,
            own.variance_note,
            _lots().label("lots"),
        )
        .select_from(own)
        .join(Item, Item.id == own.item_id)
        .where(own.transfer_id == transfer_id)
    )


def _lots() -> ColumnElement[Any]:
    """The lots of a line as a JSON array, what expires first at the top."""
    own = TransferLot
    part = func.jsonb_build_object(
        *("id", own.id),
        *("lot_id", own.lot_id),
        *("lot_number", Lot.lot_number),
        *("expires_on", Lot.expires_on),
        # As text: a JSON number would be read as a double.
        *("quantity", cast(own.quantity, Text)),
        *("received_quantity", cast(own.received_quantity, Text)),
    )
    in_order = func.jsonb_agg(aggregate_order_by(part, Lot.expires_on.asc().nulls_last(), own.id))
    return (
        select(func.coalesce(in_order, func.jsonb_build_array()))
        .select_from(own)
        .outerjoin(Lot, Lot.id == own.lot_id)
        .where(own.transfer_item_id == TransferItem.id)
        .correlate(TransferItem)
        .scalar_subquery()
    )
