"""Which lines of approved lists a donation could be given to."""

from sqlalchemy import Subquery, func, select

from backend.catalogue.models import Item
from backend.core.sql import Rows
from backend.execution.donations.models import Donation, DonationAllocation, DonationItem
from backend.inventory.models import Site
from backend.needs.lines.models import NeedsListItem
from backend.needs.lines.queries import ASKED
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import WAITING

WHICH_LINE = (
    NeedsListItem.id,
    DonationItem.id.label("donation_item_id"),
    DonationItem.item_id,
    Item.sku,
    Item.name.label("item_name"),
    NeedsListItem.unit,
    NeedsList.id.label("needs_list_id"),
    NeedsList.needs_list_no,
    NeedsList.status.label("needs_list_status"),
    NeedsList.event_id,
    NeedsList.site_id,
    Site.code.label("site_code"),
    Site.name.label("site_name"),
    NeedsListItem.severity,
)


def options(donation_id: int) -> Rows:
    """Return the lines that still lack what is left of a donation, whatever it is restricted to.

    What is on its way of transfers and procurements does not count here: a person may prefer the
    gift, and call the rest off.
    """
    came, held = _of_donated_lines(), _of_needed_lines()
    own = DonationItem
    # The same as rules.free_quantity.
    free = (own.quantity - own.allocated_quantity) - (
        own.received_quantity - func.coalesce(came.c.received, 0)
    )
    promised = func.coalesce(held.c.promised, 0)
    open_quantity = ASKED - NeedsListItem.fulfilled_quantity - promised
    return (
        select(
            *WHICH_LINE,
            ASKED.label("wanted_quantity"),
            NeedsListItem.fulfilled_quantity,
            promised.label("promised_quantity"),
            open_quantity.label("open_quantity"),
            free.label("free_quantity"),
        )
        .select_from(own)
        .join(Donation, Donation.id == own.donation_id)
        .join(NeedsListItem, NeedsListItem.item_id == own.item_id)
        .join(NeedsList, NeedsList.id == NeedsListItem.needs_list_id)
        .join(Item, Item.id == own.item_id)
        .join(Site, Site.id == NeedsList.site_id)
        .outerjoin(came, came.c.donation_item_id == own.id)
        .outerjoin(held, held.c.needs_list_item_id == NeedsListItem.id)
        .where(
            own.donation_id == donation_id,
            NeedsList.status.in_(WAITING),
            func.coalesce(Donation.event_id, NeedsList.event_id) == NeedsList.event_id,
            open_quantity > 0,
            free > 0,
        )
    )


def _of_donated_lines() -> Subquery:
    own = DonationAllocation
    received = func.sum(own.received_quantity).label("received")
    rows = select(own.donation_item_id, received).where(own.status != "RELEASED")
    return rows.group_by(own.donation_item_id).subquery("came")


def _of_needed_lines() -> Subquery:
    own = DonationAllocation
    promised = func.sum(own.quantity - own.received_quantity).label("promised")
    rows = select(own.needs_list_item_id, promised).where(own.status == "HELD")
    return rows.group_by(own.needs_list_item_id).subquery("held")
