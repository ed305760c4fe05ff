"""Burn rates of whole sites: from the ledger to the listed stock status and the trend."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from backend.inventory.models import Site
from backend.needs.burn.models import BurnRate, BurnRateSnapshot
from backend.needs.burn.queries import frame_of
from backend.needs.burn.rules import Source
from backend.needs.burn.service import forget_closed_events, rates_of, recalculate
from backend.needs.phases import Phase
from backend.needs.status.models import StockStatus
from backend.tests.factories import make_demand, make_item, make_site, make_stock_movement
from backend.tests.needs.factories import NOON, make_event, put_stock, report_site, take_stock
from backend.tests.needs.scenes import a_site


def rate_of(session: Session, event_id: int, site_id: int, item_id: int) -> BurnRate:
    session.expire_all()
    return session.get_one(BurnRate, (event_id, site_id, item_id))


def a_stale_site(session: Session, hours: float) -> Site:
    site = make_site(session)
    report_site(session, site, NOON - dt.timedelta(hours=hours))
    return site


def test_issues_of_the_phases_window_make_rate_status_and_snapshot(session: Session) -> None:
    item, site, event = make_item(session), a_site(session), make_event(session)
    put_stock(session, item, site, 1400)
    for hours in (1, 3, 5):
        take_stock(session, item, site, 200, at=NOON - dt.timedelta(hours=hours))
    take_stock(session, item, site, 300, at=NOON - dt.timedelta(hours=6))

    assert recalculate(session, event.id) == 1

    burn = rate_of(session, event.id, site.id, item.id)
    assert (burn.rate, burn.source, burn.issue_count) == (Decimal(100), "CALCULATED", 3)
    assert (burn.window_hours, burn.calculated_at) == (Decimal(6), NOON)
    status = session.get_one(StockStatus, (event.id, site.id, item.id))
    assert (status.available_quantity, status.time_to_stockout_hours) == (Decimal(500), Decimal(5))
    assert status.severity == "CRITICAL"
    snapshot = session.scalars(select(BurnRateSnapshot)).one()
    assert snapshot.event_id == event.id
    assert (snapshot.rate, snapshot.time_to_stockout_hours) == (Decimal(100), Decimal(5))


def test_without_an_event_the_baseline_window_counts(session: Session) -> None:
    item, site = make_item(session), a_site(session)
    put_stock(session, item, site, 100)
    take_stock(session, item, site, 72, at=NOON - dt.timedelta(days=20))

    recalculate(session, 0)

    burn = rate_of(session, 0, site.id, item.id)
    assert (burn.rate, burn.phase) == (Decimal("0.1"), Phase.BASELINE)


def test_only_issues_are_consumption(session: Session) -> None:
    item, site = make_item(session), a_site(session)
    put_stock(session, item, site, 100)
    for kind in ("SCRAP", "TRANSFER_OUT", "ADJUSTMENT"):
        where = {"item_id": item.id, "site_id": site.id}
        make_stock_movement(session, NOON, type=kind, quantity=Decimal(-10), **where)

    recalculate(session, 0)

    assert rate_of(session, 0, site.id, item.id).source == Source.NO_DEMAND


def test_a_stale_site_falls_back_to_baseline_then_category_then_nothing(
    session: Session,
) -> None:
    fresh, stale, event = a_site(session), a_stale_site(session, 5), make_event(session)
    with_baseline = make_item(session, baseline_burn_rate=Decimal("2.5"), category="Water")
    of_category = make_item(session, category="Water")
    alone = make_item(session)
    for item in (with_baseline, of_category, alone):
        put_stock(session, item, stale, 100)
    put_stock(session, of_category, fresh, 10_000)
    take_stock(session, of_category, fresh, 7200, at=NOON - dt.timedelta(days=10))

    recalculate(session, event.id)

    found = {
        item.id: rate_of(session, event.id, stale.id, item.id)
        for item in (with_baseline, of_category, alone)
    }
    assert found[with_baseline.id].rate == Decimal("2.5")
    assert found[with_baseline.id].source == Source.BASELINE
    # 7,200 in 720 hours at the one reporting place that keeps the item.
    assert found[of_category.id].rate == Decimal(10)
    assert found[of_category.id].source == Source.CATEGORY
    assert found[alone.id].rate is None
    assert "burn_fallback_unavailable" in found[alone.id].reasons
    assert rate_of(session, event.id, fresh.id, of_category.id).source == Source.NO_DEMAND


def test_the_same_data_is_kept_once_and_zero_is_not_repeated(session: Session) -> None:
    busy, idle, site = make_item(session), make_item(session), a_site(session)
    for item in (busy, idle):
        put_stock(session, item, site, 100)
    take_stock(session, busy, site, 10)
    recalculate(session, 0)
    recalculate(session, 0)
    report_site(session, site, NOON + dt.timedelta(hours=1))
    recalculate(session, 0)

    kept = session.execute(select(BurnRateSnapshot.item_id, BurnRateSnapshot.calculated_at))
    assert sorted(tuple(row) for row in kept) == [
        (busy.id, NOON),
        (busy.id, NOON + dt.timedelta(hours=1)),
        (idle.id, NOON),
    ]


def test_daily_demand_stands_in_where_a_site_records_no_issues(session: Session) -> None:
    item, site = make_item(session), a_site(session)
    put_stock(session, item, site, 100)
    for days in range(40):
        make_demand(
            session,
            NOON.date() - dt.timedelta(days=days),
            item_id=item.id,
            site_id=site.id,
            quantity=48.0,
        )

    recalculate(session, 0)

    burn = rate_of(session, 0, site.id, item.id)
    assert (burn.rate, burn.source) == (Decimal(2), Source.CALCULATED)
    assert burn.reasons == ["burn_request_based"]


def test_another_phase_can_be_tried_and_nothing_is_stored(session: Session) -> None:
    item, site, event = make_item(session), a_site(session), make_event(session)
    put_stock(session, item, site, 1000)
    take_stock(session, item, site, 72)
    frame = frame_of(session, event.id, Phase.STABILIZED)
    assert frame is not None

    tried = list(rates_of(session, frame, [site.id]))

    assert [rates.burns[item.id].rate for rates in tried] == [Decimal(1)]
    assert session.scalars(select(BurnRate)).all() == []


def test_rates_of_a_closed_event_are_forgotten(session: Session) -> None:
    item, site, event = make_item(session), a_site(session), make_event(session)
    put_stock(session, item, site, 100)
    recalculate(session, event.id)
    event.status, event.closed_at = "CLOSED", NOON
    session.flush()

    assert forget_closed_events(session) == 1

    recalculate(session, event.id)
    assert session.scalars(select(StockStatus)).all() == []


def test_goods_that_people_receive_here_do_not_make_a_site_fresh(session: Session) -> None:
    item, fresh, silent = make_item(session), a_site(session), make_site(session)
    put_stock(session, item, silent, 100, at=NOON - dt.timedelta(days=9))
    where = {"item_id": item.id, "site_id": silent.id}
    make_stock_movement(session, NOON, source_key="document:TRANSFER:1:1:IN", **where)
    session.execute(text("SELECT analytics.refresh_views()"))

    recalculate(session, 0)

    assert rate_of(session, 0, silent.id, item.id).freshness == "LOW"
    assert fresh.id != silent.id
