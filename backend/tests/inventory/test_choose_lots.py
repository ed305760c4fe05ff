"""Which lots are given first."""

import datetime as dt
from decimal import Decimal

import pytest

from backend.inventory.ledger.rules import Choice, LotStock, Pick, choose_lots

TODAY = dt.date(2026, 3, 10)


def lot(lot_id: int | None, days: int | None, quantity: int) -> LotStock:
    expires_on = None if days is None else TODAY + dt.timedelta(days=days)
    return LotStock(lot_id, expires_on, Decimal(quantity))


def picked(choice: Choice) -> list[tuple[int | None, int]]:
    return [(pick.lot_id, int(pick.quantity)) for pick in choice.picks]


@pytest.mark.parametrize(
    ("lots", "quantity", "expected", "missing"),
    [
        ([lot(1, 40, 10), lot(2, 20, 10)], 5, [(2, 5)], 0),
        ([lot(1, 40, 10), lot(2, 20, 10)], 15, [(2, 10), (1, 5)], 0),
        ([lot(1, None, 10), lot(2, 20, 10)], 12, [(2, 10), (1, 2)], 0),
        ([lot(1, -1, 10), lot(2, 20, 10)], 12, [(2, 10)], 2),
        ([lot(1, 0, 10)], 10, [(1, 10)], 0),
        ([lot(None, None, 10), lot(7, None, 10)], 12, [(7, 10), (None, 2)], 0),
        ([lot(9, 20, 5), lot(3, 20, 5)], 6, [(3, 5), (9, 1)], 0),
        ([], 4, [], 4),
        ([lot(1, 5, 0)], 4, [], 4),
        ([lot(1, 5, 8)], 0, [], 0),
    ],
    ids=[
        "the one that expires first",
        "then the next",
        "what never expires comes last",
        "what has expired is skipped",
        "the last day still counts",
        "stock of no lot comes last",
        "of one date the one known first",
        "nothing there",
        "an empty lot",
        "nothing asked",
    ],
)
def test_what_expires_first_is_given_first(
    lots: list[LotStock], quantity: int, expected: list[tuple[int | None, int]], missing: int
) -> None:
    choice = choose_lots(lots, Decimal(quantity), TODAY)

    assert picked(choice) == expected
    assert choice.missing == missing


def test_part_of_a_unit_is_given_exactly() -> None:
    lots = [LotStock(1, TODAY, Decimal("0.3")), LotStock(2, None, Decimal(1))]

    choice = choose_lots(lots, Decimal("0.7"), TODAY)

    assert choice == Choice((Pick(1, Decimal("0.3")), Pick(2, Decimal("0.4"))), Decimal(0))
