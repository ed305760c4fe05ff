"""Checks frames from outside and lays them out as a panel. Keyed by (site, item)."""

import numpy as np
import polars as pl

from etl.forecast.arrays import Integers
from etl.forecast.panel import Panel
from etl.forecast.periods import PERIODS

KEYS = ["site", "item"]
# Above this, floating point no longer tells one unit from the next.
MOST = 1e15
# A grid wider than this is a typing error in a period, not a history.
LONGEST = 20_000


class InvalidHistory(ValueError):
    """What was given cannot be the history of demand; the message says which row and why."""


def checked_history(history: pl.DataFrame, *, horizon: int, count: int) -> pl.DataFrame:
    """Return site, item, period and quantity, one row per series and period."""
    if horizon < 1 or count < 1:
        raise InvalidHistory(f"horizon and count must be 1 or more, not {horizon} and {count}.")
    _need(history, "history", [*KEYS, "period", "quantity"])
    if history.is_empty():
        raise InvalidHistory("history has no rows, so there is nothing to forecast from.")
    rows = history.select(*KEYS, _period(history, "history"), _number(history, "quantity"))
    nameless = pl.any_horizontal(pl.col(*KEYS, "period").is_null())
    _refuse(rows, nameless, "has no site, item or period")
    quantity = pl.col("quantity")
    _refuse(rows, quantity.is_null() | quantity.is_nan(), "has no quantity")
    _refuse(rows, quantity < 0, "is below zero; returns are no demand, leave them out")
    _refuse(rows, quantity > MOST, f"is above {MOST:g}, beyond counting")
    first, last = rows["period"].min(), rows["period"].max()
    assert isinstance(first, int)
    assert isinstance(last, int)
    if last - first >= LONGEST:
        raise InvalidHistory(f"history spans periods {first} to {last}, more than {LONGEST}.")
    return rows.group_by(*KEYS, "period").agg(quantity.sum()).sort(*KEYS, "period")


def checked_availability(availability: pl.DataFrame | None) -> pl.DataFrame | None:
    """Return the series and periods (site, item, period) in which nothing was to be had."""
    if availability is None:
        return None
    _need(availability, "availability", [*KEYS, "period", "available"])
    rows = availability.select(
        *KEYS, _period(availability, "availability"), pl.col("available").cast(pl.Boolean)
    )
    return rows.filter(~pl.col("available")).select(*KEYS, "period").unique()


def panel_of(
    rows: pl.DataFrame, closed: pl.DataFrame | None, static: pl.DataFrame | None
) -> tuple[pl.DataFrame, Panel]:
    """Return the keys, ordered, and the dense panel from the first period of all to the last."""
    keys = known = rows.select(KEYS).unique().sort(KEYS)
    if static is not None:
        _need(static, "static", KEYS)
        keys = pl.concat([keys, static.select(KEYS).cast(keys.schema)]).unique().sort(KEYS)
    first, last = rows["period"].min(), rows["period"].max()
    assert isinstance(first, int)
    assert isinstance(last, int)
    values = np.zeros((len(keys), last - first + 1))
    placed = keys.with_row_index("row")
    cells = rows.join(placed, on=KEYS)
    values[cells["row"].to_numpy(), cells["period"].to_numpy() - first] = cells["quantity"]
    sold = values > 0
    starts = np.where(sold.any(axis=1), np.argmax(sold, axis=1), values.shape[1])
    if closed is not None:
        cells = closed.cast(rows.select(*KEYS, "period").schema).join(placed, on=KEYS)
        cells = cells.filter(pl.col("period").is_between(first, last))
        values[cells["row"].to_numpy(), cells["period"].to_numpy() - first] = np.nan
    values[np.arange(values.shape[1])[None, :] < starts[:, None]] = np.nan
    new = np.zeros(len(keys), dtype=np.bool_)
    new[placed.join(known, on=KEYS, how="anti")["row"].to_numpy()] = True
    return keys, Panel(PERIODS["W"], values, starts, static=_codes(keys, static), new=new)


def _codes(keys: pl.DataFrame, static: pl.DataFrame | None) -> dict[str, Integers]:
    """Return each static column as numbers, the same where values are; -1 where unknown."""
    columns = {"site": keys["site"]}
    if static is not None:
        joined = keys.join(static.unique(KEYS, keep="first"), on=KEYS, how="left",
                           maintain_order="left")  # fmt: skip
        columns |= {name: joined[name] for name in static.columns if name not in KEYS}
    return {name: _ranks(column) for name, column in columns.items()}


def _ranks(column: pl.Series) -> Integers:
    text = column.cast(pl.String)
    ranks = text.rank("dense").cast(pl.Int64).fill_null(0) - 1
    return np.asarray(ranks.to_numpy(), dtype=np.int64)


def _need(frame: pl.DataFrame, name: str, columns: list[str]) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise InvalidHistory(f"{name} lacks the column {', '.join(missing)}.")


def _period(frame: pl.DataFrame, name: str) -> pl.Expr:
    if not frame.schema["period"].is_integer():
        raise InvalidHistory(f"period in {name} must be whole numbers, one for each period.")
    return pl.col("period").cast(pl.Int64)


def _number(frame: pl.DataFrame, name: str) -> pl.Expr:
    if not frame.schema[name].is_numeric():
        raise InvalidHistory(f"{name} must be numbers, not {frame.schema[name]}.")
    return pl.col(name).cast(pl.Float64)


def _refuse(rows: pl.DataFrame, bad: pl.Expr, why: str) -> None:
    found = rows.filter(bad)
    if len(found):
        row = found.row(0, named=True)
        where = f"site {row['site']}, item {row['item']}, period {row['period']}"
        raise InvalidHistory(f"history: quantity {row['quantity']} at {where} {why}"
                             f" ({len(found)} such rows).")  # fmt: skip
