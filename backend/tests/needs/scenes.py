"""What stock status is made of, for its tests."""

from decimal import Decimal

from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.inventory.models import Site
from backend.needs.burn.models import BurnRate
from backend.tests.factories import make_site
from backend.tests.needs.factories import NOON, put_stock, report_site, take_stock


def a_site(session: Session, **overrides: object) -> Site:
    """Make a site whose own records go up to noon."""
    site = make_site(session, **overrides)
    report_site(session, site)
    return site


def a_rate(
    session: Session, item_id: int, site_id: int, rate: str | None, *, event_id: int = 0
) -> BurnRate:
    """Make the latest burn rate, in units per hour."""
    row = BurnRate(
        event_id=event_id,
        site_id=site_id,
        item_id=item_id,
        phase="BASELINE",
        rate=None if rate is None else Decimal(rate),
        source="UNAVAILABLE" if rate is None else "CALCULATED",
        freshness="HIGH",
        window_hours=Decimal(720),
        issue_count=1,
        issued_quantity=Decimal(1),
        calculated_at=NOON,
    )
    session.add(row)
    session.flush()
    return row


def a_use(session: Session, item: Item, site: Site, rate: int, *, hours: int = 72) -> None:
    """Let a site have used so much an hour, on average of the hours before noon."""
    used = Decimal(rate * hours)
    put_stock(session, item, site, used)
    take_stock(session, item, site, used)
