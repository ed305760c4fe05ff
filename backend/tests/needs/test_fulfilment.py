"""What documents report back to their needs list."""

from decimal import Decimal

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from backend.audit.models import AuditLog
from backend.execution.transfers.models import Transfer
from backend.execution.transfers.workflow import TransferStatus
from backend.needs.lines.models import NeedsListItem
from backend.needs.lists import fulfilment
from backend.needs.lists.models import NeedsList, NeedsListClaim
from backend.needs.lists.workflow import Status
from backend.procurement.purchases.models import Procurement
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import NOON, make_event, make_needs_list


@pytest.fixture
def approved(session: Session) -> NeedsList:
    """A list with two lines of 100 whose item-sites are claimed."""
    site = make_site(session)
    lines = [{"item": make_item(session)}, {"item": make_item(session)}]
    found = make_needs_list(session, make_event(session), site, status=Status.APPROVED, lines=lines)
    for line in lines_of(session, found):
        session.add(NeedsListClaim(item_id=line.item_id, site_id=site.id, needs_list_id=found.id))
    session.flush()
    return found


def lines_of(session: Session, needs_list: NeedsList) -> list[NeedsListItem]:
    rows = select(NeedsListItem).where(NeedsListItem.needs_list_id == needs_list.id)
    return list(session.scalars(rows.order_by(NeedsListItem.id)))


def add_transfer(session: Session, needs_list: NeedsList, status: TransferStatus) -> Transfer:
    transfer = Transfer(
        transfer_no=f"TR-{needs_list.id}-{status}",
        needs_list_id=needs_list.id,
        from_site_id=make_site(session).id,
        to_site_id=needs_list.site_id,
        status=status.value,
        waybill_no=f"WB-{needs_list.id}-{status}",
        dispatched_at=NOON,
        end_reason="none",
    )
    session.add(transfer)
    session.flush()
    return transfer


def claims(session: Session, needs_list: NeedsList) -> int:
    counted = select(func.count()).select_from(NeedsListClaim)
    return session.scalar(counted.where(NeedsListClaim.needs_list_id == needs_list.id)) or 0


def test_goods_on_their_way_start_the_list_once(session: Session, approved: NeedsList) -> None:
    fulfilment.start(session, approved.id)
    fulfilment.start(session, approved.id)

    assert approved.status == Status.IN_PROGRESS
    told = session.scalars(select(AuditLog).where(AuditLog.entity == "needs_list")).all()
    assert [(entry.before, entry.after) for entry in told] == [
        ({"status": "APPROVED"}, {"status": "IN_PROGRESS"})
    ]


def test_a_part_received_leaves_the_line_and_the_list_open(
    session: Session, approved: NeedsList
) -> None:
    add_transfer(session, approved, TransferStatus.IN_TRANSIT)
    line = lines_of(session, approved)[0]

    fulfilment.report(session, line.id, Decimal(40))

    assert (line.fulfillment_status, line.fulfilled_quantity) == ("PARTIAL", Decimal(40))
    assert approved.status == Status.IN_PROGRESS
    assert claims(session, approved) == 2


def test_the_last_document_fulfils_the_list_and_frees_its_items(
    session: Session, approved: NeedsList
) -> None:
    transfer = add_transfer(session, approved, TransferStatus.IN_TRANSIT)
    first, second = lines_of(session, approved)
    fulfilment.report(session, first.id, Decimal(60))
    transfer.status = TransferStatus.RECEIVED.value

    fulfilment.report(session, first.id, Decimal(40))

    session.refresh(second)
    assert (approved.status, approved.fulfilled_at is not None) == (Status.FULFILLED, True)
    assert (first.fulfillment_status, second.fulfillment_status) == ("FULFILLED", "CANCELLED")
    assert claims(session, approved) == 0


def test_what_people_decided_is_what_fills_a_line(session: Session, approved: NeedsList) -> None:
    add_transfer(session, approved, TransferStatus.IN_TRANSIT)
    line = lines_of(session, approved)[0]
    line.adjusted_quantity = Decimal(30)
    line.adjustment_reason_code = "DEMAND_ADJUSTED"

    fulfilment.report(session, line.id, Decimal(30))

    assert line.fulfillment_status == "FULFILLED"


def test_a_list_of_which_nothing_came_stays_open(session: Session, approved: NeedsList) -> None:
    add_transfer(session, approved, TransferStatus.CANCELLED)

    fulfilment.settle(session, approved.id)

    assert approved.status == Status.APPROVED
    assert claims(session, approved) == 2


def test_a_list_whose_goods_were_all_lost_ends(session: Session, approved: NeedsList) -> None:
    transfer = add_transfer(session, approved, TransferStatus.IN_TRANSIT)
    fulfilment.start(session, approved.id)
    transfer.status = TransferStatus.RECEIVED.value

    fulfilment.report(session, lines_of(session, approved)[0].id, Decimal(0))

    assert (approved.status, approved.cancel_reason) == (
        Status.CANCELLED,
        fulfilment.NOTHING_ARRIVED,
    )
    assert claims(session, approved) == 0


@pytest.mark.parametrize("kind", ["procurement", "donation"])
def test_other_documents_keep_it_open_too(session: Session, approved: NeedsList, kind: str) -> None:
    line = lines_of(session, approved)[0]
    if kind == "procurement":
        session.add(
            Procurement(
                procurement_no=f"PROC-{approved.id}",
                needs_list_id=approved.id,
                target_site_id=approved.site_id,
            )
        )
    else:
        add_allocation(session, line)

    fulfilment.report(session, line.id, Decimal(100))

    assert approved.status == Status.IN_PROGRESS


def add_allocation(session: Session, line: NeedsListItem) -> None:
    session.execute(
        text(
            """WITH given AS (
                INSERT INTO ops.donation (donation_no, donor_name) VALUES ('DON-T', 'A donor')
                RETURNING id
            ), item AS (
                INSERT INTO ops.donation_item (donation_id, item_id, quantity)
                SELECT id, :item, 10 FROM given RETURNING id
            )
            INSERT INTO ops.donation_allocation (
                donation_item_id, needs_list_item_id, site_id, quantity
            )
            SELECT item.id, :line, needs_list.site_id, 10
            FROM item, ops.needs_list_item
            INNER JOIN ops.needs_list ON needs_list.id = needs_list_item.needs_list_id
            WHERE needs_list_item.id = :line"""
        ),
        {"item": line.item_id, "line": line.id},
    )


def test_an_unknown_line_is_said_to_be_unknown(session: Session) -> None:
    with pytest.raises(fulfilment.NeedsListLineNotFound):
        fulfilment.report(session, 999_999, Decimal(1))
