"""A recommendation as the plan writes it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.digests import digest
from backend.demand.rules import Family, Spread
from backend.planning.decide import decide
from backend.planning.explain import explanation
from backend.planning.inputs import ForecastInput, LeadTimeInput, LineInputs, StockInput
from backend.recommendations.models import Recommendation
from backend.recommendations.rules import Advised, fingerprint
from backend.recommendations.service import publish
from backend.tests.factories import make_item, make_site

AS_OF = date(2026, 3, 1)
INPUTS = LineInputs(
    as_of=AS_OF,
    service_level=0.95,
    review_days=7.0,
    abc_class="A",
    lead_time=LeadTimeInput(9.0, 2.0, "OBSERVED", 12, 4.0),
    forecast=ForecastInput(
        AS_OF, 1.0, (10.0,) * 90, Spread(Family.NORMAL, 9.0, 10.0, 0.1, True), False, False, 1
    ),
    stock=StockInput(20.0, 0.0, AS_OF),
)


def make_advice(session: Session, **changes: Any) -> Advised:
    """Return advice to reorder an item that costs 2.50 at a site, both made for it."""
    item = make_item(session, unit_cost=Decimal("2.5"))
    site = make_site(session)
    document = explanation(INPUTS, decide(INPUTS))
    document["subject"] = {"type": "REORDER", "sku": item.sku, "site": site.code}
    document["advice"] = {"quantity": 200.0, "message_code": "REORDER_BELOW_POINT", "steps": []}
    advice = Advised(
        fingerprint=fingerprint("REORDER", item.sku, site.code),
        type="REORDER",
        priority="HIGH",
        item_id=item.id,
        site_id=site.id,
        from_site_id=None,
        supplier_id=None,
        order_id=None,
        quantity=200.0,
        action_on=AS_OF,
        message_code="REORDER_BELOW_POINT",
        message_params={"sku": item.sku},
        explanation=document,
        explanation_hash=digest(document),
        confidence="HIGH",
        confidence_reasons=[],
    )
    return replace(advice, **changes)


def stored(session: Session, advice: Advised) -> Recommendation:
    found = session.scalars(
        select(Recommendation).where(Recommendation.fingerprint == advice.fingerprint)
    )
    return found.one()


@pytest.fixture
def advice(session: Session) -> Advised:
    advice = make_advice(session)
    publish(session, [advice], None)
    session.commit()
    return advice
