"""What may happen to stock, as operations that any number of threads do at once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.errors import AppError
from backend.execution.transfers import service, steps
from backend.execution.transfers.lots import chosen_lots
from backend.execution.transfers.models import Transfer, TransferItem
from backend.execution.transfers.schemas import (
    ReceivedTransferLine,
    ReceivedTransferLot,
    TransferStep,
)
from backend.execution.transfers.workflow import TransferAction, VarianceReason
from backend.inventory.ledger import service as ledger
from backend.inventory.ledger.models import StockReservation
from backend.inventory.ledger.service import Movement, Wanted, source_key
from backend.tests.factories import make_item, make_lot, make_site, make_user, numbers

# Reservations of no transfer have holders that no line will ever have.
holders = count(10**12)


@dataclass(frozen=True, slots=True)
class Operation:
    """``one`` and ``other`` choose among what there is when it is done; see ``World.do``."""

    kind: str
    one: int
    other: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class World:
    """Two items with two lots each at three sites, and two people."""

    engine: Engine
    items: list[int]
    sites: list[int]
    lots: dict[int, list[int | None]]
    people: tuple[int, int]

    @classmethod
    def make(cls, engine: Engine) -> "World":
        with Session(engine) as session:
            items = [make_item(session).id for _ in range(2)]
            sites = [make_site(session).id for _ in range(3)]
            soon = clock.today() + dt.timedelta(days=90)
            lots: dict[int, list[int | None]] = {
                item: [
                    None,
                    make_lot(session, item_id=item, expires_on=soon).id,
                    make_lot(session, item_id=item).id,
                ]
                for item in items
            }
            people = (make_user(session).id, make_user(session).id)
            session.commit()
        return cls(engine, items, sites, lots, people)

    def do(self, operation: Operation) -> str | None:
        """Do one operation in a transaction of its own; return why it was refused, if it was."""
        try:
            with Session(self.engine) as session, session.begin():
                OPERATIONS[operation.kind](self, session, operation)
        except AppError as error:
            return error.code
        return None

    def place(self, operation: Operation) -> tuple[int, int]:
        item = self.items[operation.one % len(self.items)]
        return item, self.sites[operation.one // len(self.items) % len(self.sites)]

    def held(self, session: Session, operation: Operation) -> StockReservation | None:
        """Return a reservation of no transfer that is held."""
        own = StockReservation
        found = session.scalars(
            select(own)
            .where(own.item_id.in_(self.items), own.status == "HELD", own.holder_id >= 10**12)
            .order_by(own.id)
        ).all()
        return found[operation.other % len(found)] if found else None

    def transfer(self, session: Session, operation: Operation, *status: str) -> Transfer | None:
        """Return a transfer in a status, locked."""
        found = session.scalars(
            select(Transfer.id)
            .where(Transfer.from_site_id.in_(self.sites), Transfer.status.in_(status))
            .order_by(Transfer.id)
        ).all()
        return service.hold(session, found[operation.other % len(found)]) if found else None


def arrive(world: World, session: Session, operation: Operation) -> None:
    item, site = world.place(operation)
    lot = world.lots[item][operation.other % 3]
    _post(session, item, site, operation.quantity, "RECEIPT", lot)


def use(world: World, session: Session, operation: Operation) -> None:
    """Issue without saying of which lot, as most systems do."""
    item, site = world.place(operation)
    _post(session, item, site, -operation.quantity, "ISSUE", None)


def _post(
    session: Session, item: int, site: int, quantity: Decimal, kind: str, lot: int | None
) -> None:
    number = next(numbers)
    movement = Movement(
        item, site, quantity, kind, source_key("test", number, 1, 1), f"T-{number}", lot
    )
    ledger.post(session, [movement], at=clock.now())


def reserve(world: World, session: Session, operation: Operation) -> None:
    item, site = world.place(operation)
    wanted = Wanted(item, site, operation.quantity, next(holders))
    ledger.reserve(session, [wanted], holder=service.HOLDER)


def release(world: World, session: Session, operation: Operation) -> None:
    held = world.held(session, operation)
    if held is not None:
        ledger.release(session, [held.holder_id], holder=service.HOLDER)


def consume(world: World, session: Session, operation: Operation) -> None:
    held = world.held(session, operation)
    if held is None:
        return
    quantity = held.quantity
    if ledger.consume(session, [held.holder_id], holder=service.HOLDER):
        _post(session, held.item_id, held.site_id, -quantity, "ISSUE", None)


def promise(world: World, session: Session, operation: Operation) -> None:
    """Approve a transfer of one item or of both; until then it moves nothing."""
    _, site = world.place(operation)
    there = [other for other in world.sites if other != site]
    items = world.items if operation.other % 2 else world.items[:1]
    transfer = Transfer(
        transfer_no=f"TR-TEST-{next(numbers)}",
        from_site_id=site,
        to_site_id=there[operation.other % len(there)],
        status="PENDING",
        submitted_by=world.people[0],
        submitted_at=clock.now(),
    )
    session.add(transfer)
    session.flush()
    session.add_all(
        TransferItem(transfer_id=transfer.id, item_id=item, quantity=operation.quantity)
        for item in items
    )
    session.flush()
    steps.take(session, transfer, TransferStep(action=TransferAction.APPROVE), by=world.people[1])


def send(world: World, session: Session, operation: Operation) -> None:
    transfer = world.transfer(session, operation, "APPROVED")
    if transfer is not None:
        step = TransferStep(action=TransferAction.DISPATCH)
        steps.take(session, transfer, step, by=world.people[0])


def count_in(world: World, session: Session, operation: Operation) -> None:
    """Receive a transfer; of the first lot something may be missing."""
    transfer = world.transfer(session, operation, "DISPATCHED")
    if transfer is None:
        return
    lines = service.lines_of(session, transfer)
    parts = chosen_lots(session, [line.id for line in lines])
    lost = {parts[lines[0].id][0].id: Decimal(operation.one % 3)}
    received = [
        ReceivedTransferLine(
            line_id=line.id,
            reason_code=VarianceReason.COUNTING_ERROR,
            lots=[
                ReceivedTransferLot(
                    lot_line_id=lot.id,
                    quantity=max(lot.quantity - lost.get(lot.id, Decimal(0)), Decimal(0)),
                )
                for lot in parts[line.id]
            ],
        )
        for line in lines
    ]
    step = TransferStep(action=TransferAction.RECEIVE, received=received)
    steps.take(session, transfer, step, by=world.people[0])


def call_off(world: World, session: Session, operation: Operation) -> None:
    transfer = world.transfer(session, operation, "APPROVED")
    if transfer is not None:
        step = TransferStep(action=TransferAction.CANCEL, note="Not needed any more")
        steps.take(session, transfer, step, by=world.people[0])


OPERATIONS: dict[str, Callable[[World, Session, Operation], None]] = {
    one.__name__: one
    for one in (arrive, use, reserve, release, consume, promise, send, count_in, call_off)
}

# One row for everything that must never be; none is right.
WRONG = text(
    """
    SELECT 'stock below nothing' AS what, item_id, site_id
    FROM core.stock_balance
    WHERE on_hand < 0 AND item_id = ANY(:items)
    UNION ALL
    SELECT 'more reserved than there is', item_id, site_id
    FROM core.stock_balance
    WHERE reserved > on_hand AND item_id = ANY(:items)
    UNION ALL
    SELECT 'a lot below nothing', item_id, site_id
    FROM core.lot_balance
    WHERE quantity < 0 AND lot_id IS NOT NULL AND item_id = ANY(:items)
    UNION ALL
    SELECT 'stock is not the sum of the ledger', balance.item_id, balance.site_id
    FROM core.stock_balance AS balance
    WHERE
        balance.item_id = ANY(:items)
        AND balance.on_hand <> (
            SELECT coalesce(sum(quantity), 0) FROM core.stock_movement AS line
            WHERE line.item_id = balance.item_id AND line.site_id = balance.site_id
        )
    UNION ALL
    SELECT 'stock is not the sum of its lots', balance.item_id, balance.site_id
    FROM core.stock_balance AS balance
    WHERE
        balance.item_id = ANY(:items)
        AND balance.on_hand <> (
            SELECT coalesce(sum(quantity), 0) FROM core.lot_balance AS lot
            WHERE lot.item_id = balance.item_id AND lot.site_id = balance.site_id
        )
    UNION ALL
    SELECT 'reserved is not the sum of what is held', balance.item_id, balance.site_id
    FROM core.stock_balance AS balance
    WHERE
        balance.item_id = ANY(:items)
        AND balance.reserved <> (
            SELECT coalesce(sum(quantity), 0) FROM ops.stock_reservation AS held
            WHERE
                held.item_id = balance.item_id
                AND held.site_id = balance.site_id
                AND held.status = 'HELD'
        )
    UNION ALL
    SELECT 'more received than was sent', line.item_id, transfer.to_site_id
    FROM ops.transfer_item AS line
    INNER JOIN ops.transfer ON line.transfer_id = transfer.id
    WHERE line.item_id = ANY(:items) AND line.received_quantity > line.dispatched_quantity
    """
)


def wrong(world: World) -> list[tuple[str, int, int]]:
    with world.engine.connect() as connection:
        rows = connection.execute(WRONG, {"items": world.items})
        return [(row.what, row.item_id, row.site_id) for row in rows]
