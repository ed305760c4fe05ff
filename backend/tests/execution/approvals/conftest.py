"""People who make and decide on needs lists, and a list of one item at one fresh site."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from backend.access.permissions import APPROVER, LOGISTICS_MANAGER, LOGISTICS_OFFICER
from backend.inventory.models import Site
from backend.needs.lists.models import NeedsList, NeedsListAllocation, NeedsListClaim
from backend.needs.lists.workflow import Status
from backend.tests.conftest import sign_in
from backend.tests.factories import make_item
from backend.tests.needs.factories import NOON, make_event, make_needs_list, make_needs_list_item
from backend.tests.needs.scenes import a_site
from backend.tests.signing_in import SignedInClient

Maker = Callable[..., NeedsList]

TEXT = {"note": "Because the test says so"}
# What a step asks for beside its name.
BODIES = {
    "return": {"reason_code": "DATA_QUALITY"},
    "reject": TEXT,
    "escalate": TEXT,
}


@pytest.fixture
def oda(app: Flask, session: Session) -> SignedInClient:
    """A logistics officer."""
    return sign_in(app, session, "oda", LOGISTICS_OFFICER)


@pytest.fixture
def mia(app: Flask, session: Session) -> SignedInClient:
    """A logistics manager."""
    return sign_in(app, session, "mia", LOGISTICS_MANAGER)


@pytest.fixture
def ari(app: Flask, session: Session) -> SignedInClient:
    """An approver."""
    return sign_in(app, session, "ari", APPROVER)


@pytest.fixture
def a_list(session: Session, oda: SignedInClient) -> Maker:
    """Make Oda's list: 100 of one item to be bought at 2.50, unless the test says more."""

    def make(*lines: dict[str, Any], site: Site | None = None, **overrides: Any) -> NeedsList:
        event = make_event(session)
        where = site or a_site(session)
        # The data set goes no further than this site, so that nothing is stale.
        stated = {"created_by": oda.user_id, **overrides}
        needs_list = make_needs_list(session, event, where, **stated)
        for line in lines or ({},):
            add_line(session, needs_list, **line)
        session.commit()
        return needs_list

    return make


def add_line(session: Session, needs_list: NeedsList, **line: Any) -> None:
    """Add a line whose gap is to be bought."""
    item = None if "item_id" in line else make_item(session)
    made = make_needs_list_item(session, needs_list, item, **line)
    if made.gap_quantity > 0:
        session.add(
            NeedsListAllocation(
                needs_list_item_id=made.id,
                sequence=1,
                horizon="C",
                quantity=made.gap_quantity,
                lead_time_hours=336,
                arrives_at=NOON,
            )
        )
        session.flush()


def advance(
    client: FlaskClient, needs_list: NeedsList | int, action: str, **body: Any
) -> TestResponse:
    """Take a step whatever the list's version is."""
    key = needs_list if isinstance(needs_list, int) else needs_list.id
    return client.post(
        f"/api/v1/needs-lists/{key}/steps",
        json={"action": action, **body},
        headers={"If-Match": "*"},
    )


def submitted(client: FlaskClient, needs_list: NeedsList) -> NeedsList:
    answer = advance(client, needs_list, "submit")
    assert answer.status_code == 200, answer.get_json()
    return needs_list


def status_of(session: Session, needs_list: NeedsList) -> Status:
    session.expire_all()
    return Status(session.get_one(NeedsList, needs_list.id).status)


def claimed(session: Session, needs_list: NeedsList) -> bool:
    """Tell whether the list keeps its items from other lists."""
    rows = select(NeedsListClaim).where(NeedsListClaim.needs_list_id == needs_list.id)
    return session.execute(rows).first() is not None
