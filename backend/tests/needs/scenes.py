"""What stock status is made of, for its tests."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.inventory.models import Site
from backend.needs.burn.models import BurnRate
from backend.tests.factories import make_site
from backend.tests.needs.factories import NOON, report_site
from backend.tests.signing_in import SignedInClient


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


def change(client: SignedInClient, method: str, url: str, body: dict[str, Any], of: str) -> Any:
    """Send a change of what stands at ``of``, as somebody who has just read it."""
    tag = client.get(of).headers["ETag"]
    return client.open(url, method=method, json=body, headers={"If-Match": tag})


def last_entry(session: Session) -> AuditLog:
    return session.scalars(select(AuditLog).order_by(AuditLog.id.desc()).limit(1)).one()
