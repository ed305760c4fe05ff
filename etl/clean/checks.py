"""Each check marks the rows it refuses; the first that does names the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import available_timezones

import polars as pl

from etl.clean import convert
from etl.clean.convert import NumberStyle
from etl.clean.project import raw_name, text_name, value_name
from etl.clean.reasons import HINTS, Reason
from etl.sources.mapping import NUMBER_OPERATORS, FileMapping, Filter, Operator
from etl.sources.read import EXTRA
from etl.sources.targets import INWARD_TYPES, OUTWARD_TYPES, Column, Kind, Target, TargetName

EARLIEST = date(1970, 1, 1)
# Partitions are made up to ten years ahead; a fact cannot lie further ahead than a year's plan.
FACT_DAYS_AHEAD = 366
PLAN_DAYS_AHEAD = 3650
EXPIRY_DAYS_AHEAD = 36500
FACT_DATES = {
    (TargetName.DEMAND, "date"),
    (TargetName.STOCK_MOVEMENTS, "occurred_at"),
    (TargetName.STOCK_SNAPSHOTS, "date"),
    (TargetName.SITES, "last_synced_at"),
}


@dataclass(frozen=True, slots=True)
class Check:
    refuses: pl.Expr
    reason: Reason
    column: str | None = None
    hint: str | None = None

    @property
    def sentence(self) -> str:
        return self.hint or HINTS[self.reason]


def shape_checks() -> Iterator[Check]:
    yield Check(pl.col(EXTRA).is_not_null(), Reason.WRONG_FIELD_COUNT)
    yield Check(pl.col("is_empty"), Reason.EMPTY_ROW)


def filter_checks(filters: Sequence[Filter], style: NumberStyle) -> Iterator[Check]:
    for rule in filters:
        yield Check(_condition(rule, style), rule.reason, rule.column, rule.hint)


def _condition(rule: Filter, style: NumberStyle) -> pl.Expr:
    text = pl.col(raw_name(rule.column))
    if rule.op is Operator.IS_MISSING:
        return text.is_null()
    if rule.op in NUMBER_OPERATORS:
        return _comparison(rule.op, convert.number(text, style), float(rule.listed[0]))
    match rule.op:
        case Operator.MATCHES:
            return text.str.contains(rule.listed[0])
        case Operator.STARTS_WITH:
            return text.str.starts_with(rule.listed[0])
        case Operator.EQUALS | Operator.IN:
            return text.is_in(list(rule.listed))
        case _:
            return ~text.is_in(list(rule.listed))


def _comparison(op: Operator, value: pl.Expr, limit: float) -> pl.Expr:
    match op:
        case Operator.LESS_THAN:
            return value < limit
        case Operator.LESS_OR_EQUAL:
            return value <= limit
        case Operator.GREATER_THAN:
            return value > limit
        case _:
            return value >= limit


def typed(column: Column, formats: Sequence[str], style: NumberStyle) -> pl.Expr:
    """Return the column's value; null where the text cannot be read."""
    text = pl.col(text_name(column.name))
    match column.kind:
        case Kind.NUMBER | Kind.INTEGER:
            return convert.number(text, style)
        case Kind.DATE:
            return convert.date(text, formats)
        case Kind.INSTANT:
            return convert.instant(text, formats)
        case Kind.BOOLEAN:
            return convert.boolean(text)
        case Kind.CHOICE:
            return convert.choice(text, column.choices)
        case Kind.TEXT:
            return text


UNREADABLE = {
    Kind.NUMBER: Reason.NOT_A_NUMBER,
    Kind.INTEGER: Reason.NOT_A_NUMBER,
    Kind.DATE: Reason.NOT_A_DATE,
    Kind.INSTANT: Reason.NOT_A_DATE,
    Kind.BOOLEAN: Reason.NOT_A_BOOLEAN,
    Kind.CHOICE: Reason.NOT_A_CHOICE,
}


def column_checks(target: Target, column: Column, today: date) -> Iterator[Check]:
    text, value = pl.col(text_name(column.name)), pl.col(value_name(column.name))
    if column.required:
        yield Check(text.is_null(), Reason.MISSING_VALUE, column.name)
    if column.kind in UNREADABLE:
        yield Check(text.is_not_null() & value.is_null(), UNREADABLE[column.kind], column.name)
    else:
        yield Check(text.str.len_chars() > column.max_length, Reason.TEXT_TOO_LONG, column.name)
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        yield from _number_checks(column, value)
    if column.kind in (Kind.DATE, Kind.INSTANT):
        first, last = _day_limits(target, column, today)
        day = value.cast(pl.Date)
        yield Check((day < first) | (day > last), Reason.OUT_OF_RANGE, column.name)
    if column.name == "time_zone":
        yield Check(~text.is_in(sorted(available_timezones())), Reason.NOT_A_TIME_ZONE, "time_zone")


def _number_checks(column: Column, value: pl.Expr) -> Iterator[Check]:
    yield Check(value.is_infinite() | value.is_nan(), Reason.OUT_OF_RANGE, column.name)
    if column.kind is Kind.INTEGER:
        yield Check(value != value.round(0), Reason.NOT_AN_INTEGER, column.name)
    too_low = Reason.PRICE_NOT_POSITIVE if "price" in column.name else Reason.OUT_OF_RANGE
    if column.minimum is not None:
        yield Check(value < column.minimum, too_low, column.name)
    if column.maximum is not None:
        yield Check(value > column.maximum, Reason.OUT_OF_RANGE, column.name)


def _day_limits(target: Target, column: Column, today: date) -> tuple[date, date]:
    if (target.name, column.name) in FACT_DATES:
        return EARLIEST, today + timedelta(days=FACT_DAYS_AHEAD)
    if column.name == "expires_on":
        return EARLIEST, today + timedelta(days=EXPIRY_DAYS_AHEAD)
    return EARLIEST, today + timedelta(days=PLAN_DAYS_AHEAD)


def row_checks(target: Target, mapping: FileMapping | None) -> Iterator[Check]:
    """Yield the rules between columns of one row."""
    match target.name:
        case TargetName.DEMAND if mapping is None or mapping.negative_quantity == "reject":
            yield Check(_value("quantity") < 0, Reason.NEGATIVE_QUANTITY, "quantity")
        case TargetName.ITEMS:
            yield _reversed("introduced_on", "discontinued_on")
        case TargetName.PROMOTIONS:
            yield _reversed("starts_on", "ends_on")
        case TargetName.STOCK_MOVEMENTS:
            yield from _movement_checks()
        case TargetName.ORDERS:
            clears = mapping is not None and mapping.order_after_receipt == "clear"
            yield from _order_checks(clears=clears)
        case _:
            pass


def _movement_checks() -> Iterator[Check]:
    quantity, kind = _value("quantity"), _value("type")
    inward, outward = kind.is_in(INWARD_TYPES), kind.is_in(OUTWARD_TYPES)
    wrong = (inward & (quantity < 0)) | (outward & (quantity > 0))
    yield Check(wrong, Reason.BAD_SIGN, "quantity")
    yield Check(
        quantity.round(4) == 0,
        Reason.OUT_OF_RANGE,
        "quantity",
        "A movement of nothing is no movement; delete the row.",
    )
    yield _expiry_without_lot()


def _order_checks(*, clears: bool) -> Iterator[Check]:
    if not clears:
        yield _reversed("ordered_on", "received_on")
    received, wanted = _value("received_quantity"), _value("quantity")
    whole = (received >= wanted) & _value("status").is_null()
    said = _value("status") == "RECEIVED"
    yield Check(
        _value("received_on").is_null() & (whole | said),
        Reason.MISSING_VALUE,
        "received_on",
        "An order that was received needs the day it came; fill it in.",
    )


def _expiry_without_lot() -> Check:
    return Check(
        _value("expires_on").is_not_null() & _value("lot_number").is_null(),
        Reason.MISSING_VALUE,
        "lot_number",
        "An expiry date belongs to a lot; give the lot number.",
    )


def _reversed(first: str, second: str) -> Check:
    return Check(_value(second) < _value(first), Reason.DATES_REVERSED, second)


def _value(column: str) -> pl.Expr:
    return pl.col(value_name(column))
