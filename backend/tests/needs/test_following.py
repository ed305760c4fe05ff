"""A change is calculated at once, or left to the worker where that would take too long."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.jobs.models import JobRun
from backend.needs.burn import following
from backend.needs.burn.following import follow_all, follow_event
from backend.needs.burn.models import BurnRate
from backend.tests.factories import make_item
from backend.tests.needs.factories import make_event, put_stock
from backend.tests.needs.scenes import a_site


def test_few_item_sites_are_calculated_at_once(session: Session) -> None:
    item, site, event = make_item(session), a_site(session), make_event(session)
    put_stock(session, item, site, 10)

    follow_all(session)

    found = session.scalars(select(BurnRate.event_id).order_by(BurnRate.event_id))
    assert list(found) == [0, event.id]
    assert session.scalars(select(JobRun)).all() == []


def test_many_are_left_to_the_worker_which_is_asked_once(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 0)
    item, site, event = make_item(session), a_site(session), make_event(session)
    put_stock(session, item, site, 10)

    follow_event(session, event.id)
    follow_all(session)

    jobs = session.scalars(select(JobRun)).all()
    assert [(job.step, job.status) for job in jobs] == [("needs", "QUEUED")]
    assert session.scalars(select(BurnRate)).all() == []
