"""The only writer of the stock ledger and of what is reserved. No Flask, no commit.

Every function touches items and sites in the order of their keys, so that two transactions wait
for each other instead of dying in each other's arms.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.inventory.ledger import queries
from backend.inventory.ledger.errors import InsufficientStock
from backend.inventory.ledger.models import StockReservation
from backend.inventory.ledger.queries import Pair

# What the triggers of the ledger name when they refuse.
SHORT = ("stock_not_negative", "reserved_within_stock")
# No partition takes the row: the only check without a name.
CHECK_VIOLATION = "23514"
LINE = ("item_id", "site_id", "lot_id", "type", "quantity", "document", "source_key")
# The text is the same for any number of lines, so that it is made once.
ADD = text(
    """
    INSERT INTO core.stock_movement (
        occurred_at, item_id, site_id, lot_id, type, quantity, document, source_key
    )
    SELECT :occurred_at, line.*
    FROM unnest(
        CAST(:item_id AS bigint[]),
        CAST(:site_id AS bigint[]),
        CAST(:lot_id AS bigint[]),
        CAST(:type AS text[]),
        CAST(:quantity AS numeric[]),
        CAST(:document AS text[]),
        CAST(:source_key AS text[])
    ) AS line
    """
)


class PartitionMissing(Exception):
    """There is no partition yet for the month of a movement."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the ledger to be. The sign of ``quantity`` is the direction."""

    item_id: int
    site_id: int
    quantity: Decimal
    type: str
    source_key: str
    document: str
    lot_id: int | None = None

    @property
    def pair(self) -> Pair:
        return (self.item_id, self.site_id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Stock to be promised to one line of a document."""

    item_id: int
    site_id: int
    quantity: Decimal
    holder_id: int

    @property
    def pair(self) -> Pair:
        return (self.item_id, self.site_id)


def source_key(kind: str, document_id: int, line: int, part: int | str) -> str:
    """Return what makes a line of the ledger unique, in the words the database watches for."""
    return f"document:{kind}:{document_id}:{line}:{part}"


def post(session: Session, movements: Sequence[Movement], *, at: dt.datetime) -> set[Pair]:
    """Write a document's movements into the ledger; return the item-sites they touched.

    Stock that would go below nothing, or below what is promised to others, raises
    InsufficientStock and nothing is written.
    """
    if not movements:
        return set()
    ordered = sorted(movements, key=lambda one: (one.item_id, one.site_id, one.lot_id or 0))
    try:
        _add(session, ordered, at)
    except PartitionMissing:
        # The nightly job makes them ahead, so hardly anybody comes here.
        day = at.astimezone(dt.UTC).date()
        session.execute(select(func.core.ensure_partitions(day, day, "core.stock_movement")))
        _add(session, ordered, at)
    return {one.pair for one in ordered}


def _add(session: Session, movements: Sequence[Movement], at: dt.datetime) -> None:
    """Add all lines in one statement: the trigger checks after all of them, not between them."""
    asked: dict[Pair, Decimal] = {}
    for one in movements:
        asked[one.pair] = asked.get(one.pair, Decimal(0)) - one.quantity
    columns = {name: [getattr(one, name) for one in movements] for name in LINE}
    with _telling_shortage(session, asked):
        session.execute(ADD, {"occurred_at": at, **columns})


def reserve(session: Session, wanted: Iterable[Wanted], *, holder: str) -> set[Pair]:
    """Promise usable stock to lines of documents, all of it or none.

    The database refuses to promise more than is on hand; of that, expired lots are taken away
    here, where the row is locked by our own promise already.
    """
    ordered = sorted(wanted, key=lambda one: (one.item_id, one.site_id, one.holder_id))
    asked: dict[Pair, Decimal] = {}
    for one in ordered:
        asked[one.pair] = asked.get(one.pair, Decimal(0)) + one.quantity
    if not asked:
        return set()
    with _telling_shortage(session, asked):
        for one in ordered:
            session.execute(
                insert(StockReservation).values(
                    item_id=one.item_id,
                    site_id=one.site_id,
                    quantity=one.quantity,
                    holder=holder,
                    holder_id=one.holder_id,
                )
            )
    found = queries.free(session, asked, queries.stock_day(session))
    for pair, known in found.items():
        if known.available < 0:
            before = known.available + asked[pair]
            raise InsufficientStock(
                item=known.item, site=known.site, available=before, asked=asked[pair]
            )
    return set(asked)


def release(session: Session, holder_ids: Collection[int], *, holder: str) -> set[Pair]:
    """Give back what is still held for these lines; return the item-sites it was taken from."""
    return _end(session, holder_ids, holder, "RELEASED")


def consume(session: Session, holder_ids: Collection[int], *, holder: str) -> set[Pair]:
    """End the promise because the goods leave now. Post what leaves in the same transaction.

    Locks the balances: until the transaction ends, nobody else posts or reserves there.
    """
    return _end(session, holder_ids, holder, "CONSUMED")


def _end(session: Session, holder_ids: Collection[int], holder: str, status: str) -> set[Pair]:
    held = session.scalars(
        select(StockReservation)
        .where(
            StockReservation.holder == holder,
            StockReservation.holder_id.in_(holder_ids),
            StockReservation.status == "HELD",
        )
        .order_by(StockReservation.item_id, StockReservation.site_id, StockReservation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for reservation in held:
        reservation.status = status
        # One by one, in order: a unit of work would sort them by their own keys.
        session.flush()
    return {(one.item_id, one.site_id) for one in held}


@contextmanager
def _telling_shortage(session: Session, asked: dict[Pair, Decimal]) -> Iterator[None]:
    """Say which item is short at which site, where the database only says that one is."""
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.orig, "diag", None)
        constraint = getattr(diagnosis, "constraint_name", None)
        if constraint is None and getattr(diagnosis, "sqlstate", None) == CHECK_VIOLATION:
            raise PartitionMissing from error
        if constraint not in SHORT:
            raise
        found = queries.free(session, asked, queries.stock_day(session))
        # Stock that came in since the refusal would leave nothing short; then the first will do.
        short = [pair for pair in sorted(found) if found[pair].available < asked[pair]]
        pair = (short or sorted(found))[0]
        known = found[pair]
        raise InsufficientStock(
            item=known.item, site=known.site, available=known.available, asked=asked[pair]
        ) from error
