"""The calculation on a real database: what is read, who gives, who shares."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.execution.donations.models import Donation, DonationItem
from backend.inventory.models import Site
from backend.needs.calculation.fair_share import FairShareRule
from backend.needs.calculation.service import Calculated, Scope, SiteCalculation, calculate
from backend.needs.events.models import Event, LeadTimeConfig
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.workflow import Status
from backend.needs.phases import Phase
from backend.tests.factories import make_item, make_lot, make_site, make_supplier_item, make_user
from backend.tests.needs.factories import (
    NOON,
    make_allocation,
    make_event,
    make_needs_list,
    put_stock,
    report_site,
    use_stock,
)
from backend.tests.needs.scenes import a_rate, a_site


@pytest.fixture
def event(session: Session) -> Event:
    return make_event(session, phase=Phase.STABILIZED)


@pytest.fixture
def item(session: Session) -> Item:
    return make_item(session, unit_cost=Decimal(2))


@pytest.fixture
def site(session: Session, event: Event, item: Item) -> Site:
    """A site that uses 10 an hour and has 100: 900 needed in 72 h with the factor, 800 short."""
    site = a_site(session)
    put_stock(session, item, site, 100)
    use_stock(session, item, site, 10)
    return site


def of_sites(session: Session, event: Event, *sites: Site, **more: Any) -> list[SiteCalculation]:
    scope = Scope(event, Phase.STABILIZED, tuple(site.id for site in sites), **more)
    return calculate(session, scope)


def line_of(session: Session, event: Event, site: Site, item: Item) -> Calculated:
    [calculation] = of_sites(session, event, site)
    [entry] = [entry for entry in calculation.lines if entry.item.id == item.id]
    return entry


def parts(entry: Calculated) -> list[tuple[str, int | None, int]]:
    return [
        (part.source.horizon, part.source.site_id, int(part.quantity))
        for part in entry.line.filled.allocations
    ]


def test_a_gap_is_filled_by_surplus_then_gifts_then_procurement(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    other = a_site(session, min_stock_threshold=Decimal(50))
    put_stock(session, item, other, 250)
    gift = make_gift(session, item, 100)
    make_supplier_item(session, item_id=item.id)

    entry = line_of(session, event, site, item)

    assert entry.line.gap == 800
    assert parts(entry) == [("A", other.id, 200), ("B", None, 100), ("C", None, 500)]
    assert entry.line.filled.allocations[1].source.donation_item_id == gift.id
    assert entry.line.filled.unmet == 600


def make_gift(session: Session, item: Item, quantity: int, **overrides: object) -> DonationItem:
    stated = {"status": "VERIFIED", "verified_at": NOON, **overrides}
    gift = Donation(donation_no=f"DON-{item.id}-{quantity}", donor_name="A donor", **stated)
    session.add(gift)
    session.flush()
    line = DonationItem(donation_id=gift.id, item_id=item.id, quantity=Decimal(quantity))
    session.add(line)
    session.flush()
    return line


@pytest.mark.parametrize(
    "overrides",
    [
        {"status": "ENTERED", "verified_at": None},
        {"restriction": "For the north only"},
    ],
)
def test_pledges_and_restricted_gifts_are_no_source(
    session: Session, event: Event, site: Site, item: Item, overrides: dict[str, object]
) -> None:
    make_gift(session, item, 100, **overrides)

    assert [part[0] for part in parts(line_of(session, event, site, item))] == ["C"]


def test_a_gift_on_its_way_to_the_site_is_inbound_and_no_source(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    make_gift(session, item, 100, shipped_at=NOON, site_id=site.id)

    entry = line_of(session, event, site, item)

    assert (int(entry.line.inbound_donation), int(entry.line.gap)) == (100, 700)
    assert parts(entry) == [("C", None, 700)]


def test_a_source_keeps_what_it_will_need_itself(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    other = a_site(session)
    put_stock(session, item, other, 250)
    a_rate(session, item.id, other.id, "2", event_id=event.id)

    entry = line_of(session, event, site, item)

    assert parts(entry)[0] == ("A", other.id, 70)
    assert entry.line.filled.allocations[0].source.kept == 180


def test_a_stale_site_is_left_out_and_named(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    other = make_site(session)
    put_stock(session, item, other, 250)
    report_site(session, other, NOON - dt.timedelta(hours=13))

    entry = line_of(session, event, site, item)

    assert [part[0] for part in parts(entry)] == ["C"]
    [left_out] = entry.inputs.excluded
    assert (left_out.site_id, left_out.reason) == (other.id, "data_stale")
    assert "stale_sources_excluded" in entry.line.warnings


def test_expired_lots_are_neither_usable_nor_given_away(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    other = a_site(session)
    gone = make_lot(session, item_id=item.id, expires_on=NOON.date() - dt.timedelta(days=1))
    good = make_lot(session, item_id=item.id, expires_on=NOON.date() + dt.timedelta(days=9))
    put_stock(session, item, site, 40, lot=gone)
    put_stock(session, item, other, 300, lot=gone)
    put_stock(session, item, other, 30, lot=good)

    entry = line_of(session, event, site, item)

    assert (int(entry.inputs.stock.expired), int(entry.line.available)) == (40, 100)
    assert parts(entry)[0] == ("A", other.id, 30)
    assert entry.line.filled.allocations[0].source.oldest_lot_on == good.expires_on


def test_routes_and_suppliers_have_lead_times_of_their_own(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    far, near = a_site(session), a_site(session)
    for other in (far, near):
        put_stock(session, item, other, 100)
    offer = make_supplier_item(session, item_id=item.id, is_preferred=True)
    for horizon, hours, way in (
        ("A", 3, {"from_site_id": near.id, "to_site_id": site.id}),
        ("C", 48, {"supplier_id": offer.supplier_id}),
    ):
        effective = {"effective_from": NOON.date(), **way}
        session.add(LeadTimeConfig(horizon=horizon, hours=Decimal(hours), **effective))
    session.flush()

    allocations = line_of(session, event, site, item).line.filled.allocations

    assert [(part.source.site_id, int(part.source.lead_time_hours)) for part in allocations] == [
        (near.id, 3),
        (far.id, 8),
        (None, 48),
    ]


def test_sites_that_are_short_share_one_surplus_by_the_rule(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    second, giver = a_site(session, priority_tier=1), a_site(session)
    use_stock(session, item, second, 5)
    put_stock(session, item, giver, 200)

    shares = {
        rule: [
            int(calculation.lines[0].line.filled.horizon("A"))
            for calculation in of_sites(session, event, site, second, rule=rule)
        ]
        for rule in FairShareRule
    }

    # 800 short with 10 h of cover at 10 an hour, 450 short with none at 5 an hour.
    assert shares == {
        FairShareRule.EQUAL_HOURS: [100, 100],
        FairShareRule.BY_NEED: [128, 72],
        FairShareRule.BY_PRIORITY: [0, 200],
    }


def test_a_list_that_waits_for_its_decision_has_its_share(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    giver, rival = a_site(session), a_site(session)
    put_stock(session, item, giver, 200)
    waiting = make_needs_list(
        session,
        event,
        rival,
        status=Status.PENDING_APPROVAL,
        submitted_by=make_user(session).id,
        lines=[{"item": item, "gap_quantity": 100, "burn_rate": Decimal(10)}],
    )
    line = session.scalars(
        select(NeedsListItem).where(NeedsListItem.needs_list_id == waiting.id)
    ).one()
    make_allocation(session, line, source_site_id=giver.id, quantity=200)

    entry = line_of(session, event, site, item)

    # The rival has nothing and asks for 200 at 10 an hour; this site has 10 h of cover.
    assert parts(entry)[0] == ("A", giver.id, 50)
    assert "surplus_shared_with_other_lists" in entry.line.warnings


def test_an_inactive_item_is_not_calculated(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    session.execute(update(Item).where(Item.id == item.id).values(is_active=False))

    [calculation] = of_sites(session, event, site)

    assert calculation.lines == ()


def test_only_the_items_in_scope_are_calculated(
    session: Session, event: Event, site: Site, item: Item
) -> None:
    other = make_item(session, family="Shelter")
    put_stock(session, other, site, 5)

    [family] = of_sites(session, event, site, family="Shelter")
    [named] = of_sites(session, event, site, item_ids=frozenset({item.id}))

    assert [entry.item.id for entry in family.lines] == [other.id]
    assert [entry.item.id for entry in named.lines] == [item.id]
