"""python -m etl decide: orders from CSV or Parquet files, without a database."""

import argparse
import time
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.progress import Progress as Bar
from rich.table import Table

from etl.errors import StepFailed
from etl.plan.order_frames import KEYS, OrderInputInvalid, Setting
from etl.plan.orders import decide_with_progress

SHOWN = 10
# Codes such as 007 must stay what they are.
TEXT = dict.fromkeys(KEYS, pl.String)


class OnBar:
    """Shows how far a decision is."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("starting", total=1.0)

    def advance(self, fraction: float, message: str) -> None:
        self._bar.update(self._task, completed=fraction, description=message)

    def note(self, message: str) -> None:
        self._bar.console.print(message, markup=False, highlight=False)


def decide_files(options: argparse.Namespace, console: Console) -> int:
    """Read, decide, write and sum up on one screen."""
    started = time.monotonic()
    _check_output(options.out)
    history = read(options.history, "history")
    stock = read(options.stock, "stock")
    settings = {name: _setting(value, name) for name, value in _terms(options).items()}
    with Bar(console=console, transient=True) as bar:
        decided = decide_with_progress(
            history,
            stock,
            read(options.pipeline, "pipeline") if options.pipeline else nothing_coming(),
            availability=_optional(options.availability, "availability"),
            static=_optional(options.static, "static"),
            seed=options.seed,
            correction=options.correction,
            progress=OnBar(bar),
            **settings,
        )
    write(decided.select(*KEYS, "quantity"), options.out)
    _show(decided, console, unstocked=len(decided) - len(stock))
    seconds = time.monotonic() - started
    console.print(f"{options.out} holds {len(decided):,} rows; {seconds:.1f} s.", highlight=False)
    return 0


def read(path: Path, name: str) -> pl.DataFrame:
    """Read a file by its ending; keys are text."""
    try:
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
        elif path.suffix == ".csv" or path.name.endswith(".csv.gz"):
            frame = pl.read_csv(path, schema_overrides=TEXT, infer_schema_length=None)
        else:
            raise StepFailed(f"{path} ({name}) must end in .csv, .csv.gz or .parquet.")
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StepFailed(f"{path} ({name}) cannot be read: {reason}.") from None
    return frame.with_columns(pl.col(key).cast(pl.String) for key in KEYS if key in frame.columns)


def write(frame: pl.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path)


def nothing_coming() -> pl.DataFrame:
    return pl.DataFrame(schema={**TEXT, "arrives_in": pl.Int64, "quantity": pl.Float64})


def _check_output(path: Path) -> None:
    if path.suffix not in (".csv", ".parquet"):
        raise StepFailed(f"{path} must end in .csv or .parquet.")
    if not path.resolve().parent.is_dir():
        raise StepFailed(f"The folder of {path} does not exist: make it first.")


def _terms(options: argparse.Namespace) -> dict[str, str | None]:
    return {
        "lead_time_periods": options.lead_time,
        "review_periods": options.review,
        "holding_cost": options.holding_cost,
        "shortage_cost": options.shortage_cost,
        "service_level": options.service_level,
        "moq": options.moq,
        "pack_size": options.pack_size,
    }


def _setting(value: str | None, name: str) -> Setting:
    if value is None:
        return None
    try:
        return float(value)
    except ValueError:
        path = Path(value)
        if not path.exists():
            raise OrderInputInvalid(f"{name} is {value!r}: give a number or a file.") from None
        return read(path, name)


def _optional(path: Path | None, name: str) -> pl.DataFrame | None:
    return read(path, name) if path else None


def _show(decided: pl.DataFrame, console: Console, *, unstocked: int) -> None:
    ordered = decided.filter(pl.col("quantity") > 0)
    total = decided.select(pl.col("quantity", "on_hand", "coming", "demand").sum()).row(0)
    lost = decided["expected_lost"].sum()
    share = 1 - lost / total[3] if total[3] else None
    table = Table(title="What to order", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in (
        ("Series", f"{len(decided):,}"),
        ("Series to order", f"{len(ordered):,}"),
        ("Units to order", f"{total[0]:,.0f}"),
        ("On hand", f"{total[1]:,.0f}"),
        ("On the way", f"{total[2]:,.0f}"),
        ("Demand of the cycles ahead", f"{total[3]:,.0f}"),
        ("Expected fill rate of them", "unknown, no demand" if share is None else f"{share:.1%}"),
        ("Series without a row in stock", f"{unstocked:,}"),
    ):
        table.add_row(name, value)
    console.print(table)
    if len(ordered):
        console.print(_largest(ordered.top_k(SHOWN, by="quantity")))


def _largest(ordered: pl.DataFrame) -> Table:
    table = Table(title="The largest orders", title_justify="left")
    for name in KEYS:
        table.add_column(name)
    names = ("quantity", "on_hand", "coming", "demand")
    for name in names:
        table.add_column(name, justify="right")
    for row in ordered.iter_rows(named=True):
        table.add_row(*(str(row[key]) for key in KEYS), *(f"{row[name]:,.0f}" for name in names))
    return table
