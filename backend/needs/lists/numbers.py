"""The numbers of needs lists: NL-{EVENT}-{SITE}-{YYYYMMDD}-{SEQ3}."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.queries import organisation
from backend.core import clock
from backend.core.numbering import next_number
from backend.inventory.models import Site
from backend.needs.events.models import Event


def next_list_number(session: Session, event_id: int, site_id: int) -> str:
    """Return the next number of the event, the site and the organisation's day."""
    event = session.scalars(select(Event.code).where(Event.id == event_id)).one()
    site = session.scalars(select(Site.code).where(Site.id == site_id)).one()
    day = clock.today(organisation(session).time_zone)
    return next_number(session, f"NL-{event}-{site}-{day:%Y%m%d}")
