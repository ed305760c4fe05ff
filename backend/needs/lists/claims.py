"""Which list holds an item for a site: taken at submit, given back at the end.

No Flask, no commit.
"""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.inventory.models import Site
from backend.needs.approvals.errors import Held, ItemsClaimed
from backend.needs.lists.models import NeedsList, NeedsListClaim


def take_claims(session: Session, needs_list: NeedsList, item_ids: list[int]) -> None:
    """Take each item of the list's site, or raise with the lists that hold some.

    In order of the items, so that two lists wait for each other instead of dying; a list that
    is still being submitted makes the other wait until it is in or given up.
    """
    wanted = [
        {"item_id": item_id, "site_id": needs_list.site_id, "needs_list_id": needs_list.id}
        for item_id in sorted(item_ids)
    ]
    taken = insert(NeedsListClaim).values(wanted).on_conflict_do_nothing()
    won = set(session.scalars(taken.returning(NeedsListClaim.item_id)))
    lost = [item_id for item_id in item_ids if item_id not in won]
    if not lost:
        return None
    held = session.execute(
        select(Item.sku, Site.code, NeedsList.needs_list_no)
        .select_from(NeedsListClaim)
        .join(Item, Item.id == NeedsListClaim.item_id)
        .join(Site, Site.id == NeedsListClaim.site_id)
        .join(NeedsList, NeedsList.id == NeedsListClaim.needs_list_id)
        .where(NeedsListClaim.item_id.in_(lost), NeedsListClaim.site_id == needs_list.site_id)
        .order_by(Item.sku)
    ).all()
    if not held:
        # Given back between the two statements.
        return take_claims(session, needs_list, lost)
    raise ItemsClaimed([Held(*row) for row in held])


def release_claims(session: Session, needs_list: NeedsList) -> None:
    session.execute(delete(NeedsListClaim).where(NeedsListClaim.needs_list_id == needs_list.id))


def release_items(session: Session, needs_list: NeedsList, item_ids: Collection[int]) -> None:
    session.execute(
        delete(NeedsListClaim).where(
            NeedsListClaim.needs_list_id == needs_list.id, NeedsListClaim.item_id.in_(item_ids)
        )
    )
