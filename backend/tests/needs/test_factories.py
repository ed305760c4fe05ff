"""The makers themselves: what they make is what the views and the database's checks expect."""

from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from backend.needs.lists.workflow import Status
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import (
    make_event,
    make_needs_list,
    put_stock,
    report_site,
    take_stock,
)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.SUPERSEDED])
def test_a_list_can_be_made_in_every_status(session: Session, status: Status) -> None:
    item = make_item(session)

    needs_list = make_needs_list(
        session, make_event(session), make_site(session), status=status, lines=[{"item": item}]
    )

    assert needs_list.status == status


def test_stock_is_what_was_put_less_what_was_taken(session: Session) -> None:
    event, item, site = make_event(session), make_item(session), make_site(session)
    put_stock(session, item, site, 50)
    take_stock(session, item, site, 20)
    report_site(session, site)

    row = session.execute(
        text(
            "SELECT available_quantity, freshness FROM ops.v_stock_status"
            " WHERE event_id = :event AND item_id = :item"
        ),
        {"event": event.id, "item": item.id},
    ).one()

    assert tuple(row) == (Decimal(30), "HIGH")
