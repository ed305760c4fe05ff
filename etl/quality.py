"""Checks after loading: what is wrong or odd in the data, each told in a sentence."""

from dataclasses import dataclass

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.settings import SQL


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    count: int
    sentence: str


SENTENCES = {
    "NEGATIVE_STOCK": "{} item-sites have a day with negative stock: a receipt or a count is "
    "missing from the data.",
    "NO_DEMAND_DAYS": "{} days within the demand have none at all; they stay missing, not zero.",
    "NO_PRICE": "{} items with demand have no price, so their value is unknown.",
    "NO_COST": "{} items with stock have no unit cost, so their stock has no value.",
    "NO_SUPPLIER": "{} order lines name no supplier, so nothing is learned from them.",
    "NO_ORDER_DATE": "{} received order lines have no usable order date, so their lead time is "
    "unknown.",
    "EXPECTED_BEFORE_ORDERED": "{} order lines are expected before they were placed.",
    "EXPIRED_LOTS": "{} lots have stock although they have expired.",
}


def findings(cursor: Cursor) -> list[Finding]:
    """Return what the checks find, the ones that found nothing left out."""
    cursor.execute((SQL / "quality.sql").read_text(encoding="utf-8"))
    found = cursor.fetchall()
    return [
        Finding(code, int(number), SENTENCES[code].format(f"{number:,}"))
        for code, number in found
        if number
    ]
