"""Alerts for tests."""

from typing import Any

from sqlalchemy.orm import Session

from backend.alerts.findings import Subject, fingerprint
from backend.alerts.kinds import AlertType, Level
from backend.alerts.models import Alert
from backend.tests.factories import make_item, make_site


def make_alert(session: Session, **overrides: Any) -> Alert:
    """Make an alert as the rules would have opened it."""
    item, site = make_item(session), make_site(session)
    kind = AlertType(overrides.pop("type", "STOCKOUT"))
    subject = Subject(sku=item.sku, site=site.code, order_number=item.sku, lot_number=item.sku)
    stated = {
        "fingerprint": fingerprint(kind, subject),
        "type": kind.value,
        "level": Level.WARNING,
        "item_id": item.id,
        "site_id": site.id,
        "message_code": "STOCKOUT",
        "message": f"{item.sku} at {site.code} is out of stock.",
        "params": {"sku": item.sku},
        **overrides,
    }
    alert = Alert(**stated)
    session.add(alert)
    session.flush()
    session.refresh(alert)
    session.commit()
    return alert
