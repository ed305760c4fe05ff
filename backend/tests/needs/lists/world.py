"""Needs lists of the small database with a few rows of everything: a draft as it is calculated."""

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.inventory.models import Site
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists.schemas import NeedsListDrafts
from backend.needs.lists.service import draft
from backend.tests.factories import make_user
from backend.tests.needs.factories import NOON, make_event, report_site, use_stock


def add_drafts(session: Session) -> None:
    """Add an event whose first site is short of the first item, and a draft for it."""
    event = make_event(session, started_at=NOON - dt.timedelta(days=9))
    site = session.scalars(select(Site).order_by(Site.id).limit(1)).one()
    item = session.scalars(select(Item).order_by(Item.id).limit(1)).one()
    report_site(session, site)
    use_stock(session, item, site, 20, hours=6)
    asked = NeedsListDrafts(event_id=event.id, site_ids=[site.id])
    draft(session, asked, by=make_user(session).id)
    # As if a gift filled a part, so that there is something to ask donors for.
    session.execute(update(NeedsListItem).values(horizon_b_quantity=1))
