"""Replay cost of the proposed policy against mean plus z x sd, side by side in one run.

    python -m scripts.bench.engine_replay DATA_SETS_FOLDER [--quick]

The correction is chosen on an earlier window; every figure is of the last one. Nothing here is
tuned to a set: holding 0.2 and losing 1 per unit, lead time and review as the table says.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from rich.console import Console
from rich.table import Table

from etl.forecast.intake import panel_of
from etl.forecast.periods import PERIODS
from etl.plan.order_input import terms_of
from etl.progress import Silent
from etl.replay.policies import Kind, Policy
from etl.replay.run import Past, Replayed, replay
from etl.replay.summary import ALL, Interval, Money, Result

HOLDING, SHORTAGE = 0.2, 1.0
CLASSIC_TARGET = 0.95
KEYS = ["site", "item"]


@dataclass(frozen=True)
class DataSet:
    name: str
    code: str
    lead: int
    review: int
    history: pl.DataFrame


def data_sets(folder: Path) -> Iterator[DataSet]:
    """Give every set: real ones where they are, generated ones always."""
    pasta = folder / "pasta_daily" / "pasta_daily.csv.gz"
    if pasta.exists():
        daily = _pasta(pasta)
        yield DataSet("pasta_daily, daily", "D", 3, 1, daily)
        yield DataSet("pasta_daily, weekly", "W", 2, 1, _weekly(daily))
    retail = folder / "online_retail" / "invoice_lines.csv.gz"
    if retail.exists():
        yield DataSet("online_retail, weekly", "W", 2, 1, _weekly(_retail(retail)))
    yield DataSet("generated, weekly", "W", 2, 1, generated(600, 156, 52))
    yield DataSet("generated spare parts, monthly", "M", 1, 1, generated(600, 72, 12, slow=True))


def generated(series: int, periods: int, season: int, *, slow: bool = False) -> pl.DataFrame:
    """Return counts that trend a little, follow a season and cluster, from a fixed seed."""
    random = np.random.default_rng(11)
    level = random.gamma(0.5, 1.2 if slow else 25.0, size=(series, 1)) + 0.1
    time_ = np.arange(periods)[None, :]
    swing = random.uniform(0, 0.5, (series, 1))
    phase = random.uniform(0, 2 * np.pi, (series, 1))
    season_ = 1 + swing * np.sin(2 * np.pi * time_ / season + phase)
    drift = np.exp(np.cumsum(random.normal(0, 0.03, (series, periods)), axis=1))
    spread = random.gamma(2.0, 0.5, (series, periods))
    quantity = random.poisson(level * season_ * drift * spread)
    return pl.DataFrame(
        {
            "site": "S",
            "item": np.repeat([f"I{number:04}" for number in range(series)], periods),
            "period": np.tile(np.arange(periods), series),
            "quantity": quantity.ravel().astype(np.float64),
        }
    )


def measure(data: DataSet) -> Replayed | None:
    rows = data.history
    keys, panel = panel_of(rows, None, None)
    panel = type(panel)(PERIODS[data.code], panel.values, panel.starts)
    terms = terms_of(
        keys,
        lead_time_periods=data.lead,
        review_periods=data.review,
        holding_cost=HOLDING,
        shortage_cost=SHORTAGE,
        service_level=None,
        moq=None,
        pack_size=None,
    )
    count = len(keys)
    money = Money(np.full(count, HOLDING), np.full(count, SHORTAGE), np.ones(count), 1.0)
    targets = np.full(count, CLASSIC_TARGET)
    past = Past(panel, keys, terms, targets, ["A"] * count, money)
    return replay(past, seed=0, progress=Silent())


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.engine_replay")
    parser.add_argument("folder", type=Path, help="the folder with the data sets")
    parser.add_argument("--quick", action="store_true", help="the generated sets only")
    options = parser.parse_args(arguments)
    shown = Table(title="Replay cost, last window", title_justify="left")
    for heading in (
        "Data set", "Series", "Classic fill", "Cost at equal fill", "By cost against classic",
        "Its fill", "Correction", "Seconds",
    ):  # fmt: skip
        shown.add_column(heading, justify="left" if heading == "Data set" else "right")
    for data in data_sets(Path("/nowhere") if options.quick else options.folder):
        started = time.monotonic()
        found = measure(data)
        if found is not None:
            shown.add_row(*_cells(data, found, time.monotonic() - started))
    Console(width=140).print(shown)
    return 0


def _cells(data: DataSet, found: Replayed, seconds: float) -> list[str]:
    classic, proposed = (
        _of(found, policy)
        for policy in (Policy(Kind.CLASSIC), Policy(Kind.PROPOSED, None, found.correction))
    )
    assert classic.cost.value
    assert proposed.cost.value is not None
    return [
        data.name,
        f"{classic.series:,}",
        f"{classic.fill_rate.value:.3f}",
        _interval(found.equal_fill),
        f"{proposed.cost.value / classic.cost.value:.2f}",
        f"{proposed.fill_rate.value:.3f}",
        f"{found.correction:.2f}",
        f"{seconds:.0f}",
    ]


def _of(found: Replayed, policy: Policy) -> Result:
    return next(row for row in found.results if row.policy == policy and row.abc_class == ALL)


def _interval(found: Interval) -> str:
    if found.value is None:
        return "not reached"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def _pasta(path: Path) -> pl.DataFrame:
    raw = pl.read_csv(path, infer_schema_length=None, try_parse_dates=True)
    day = pl.col("date").cast(pl.Date)
    item = pl.format("{}-{}", "brand", "product")
    return raw.select(
        pl.lit("S").alias("site"),
        item.alias("item"),
        (day - pl.lit(date(2014, 1, 2))).dt.total_days().alias("period"),
        pl.col("value").cast(pl.Float64).alias("quantity"),
    )


def _retail(path: Path) -> pl.DataFrame:
    raw = pl.read_csv(path, infer_schema_length=None, columns=[
        "InvoiceNo", "StockCode", "Quantity", "InvoiceDate",
    ], schema_overrides={"StockCode": pl.String, "InvoiceNo": pl.String})  # fmt: skip
    goods = pl.col("StockCode").str.contains(r"^\d{5}") & (pl.col("Quantity") > 0)
    day = pl.col("InvoiceDate").str.slice(0, 10).str.to_date()
    return raw.filter(goods).select(
        pl.lit("S").alias("site"),
        pl.col("StockCode").alias("item"),
        (day - pl.lit(date(2010, 12, 1))).dt.total_days().alias("period"),
        pl.col("Quantity").cast(pl.Float64).alias("quantity"),
    )


def _weekly(daily: pl.DataFrame) -> pl.DataFrame:
    """Add days up to whole weeks counted back from the last day."""
    last = daily["period"].max()
    back = (pl.lit(last) - pl.col("period")) // 7
    weeks = daily.with_columns(back.alias("back"))
    # The first week may be cut short.
    weeks = weeks.filter(pl.col("back") < weeks["back"].max())
    most = weeks["back"].max()
    return (
        weeks.group_by(*KEYS, (pl.lit(most) - pl.col("back")).cast(pl.Int64).alias("period"))
        .agg(pl.col("quantity").sum())
        .sort(*KEYS, "period")
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
