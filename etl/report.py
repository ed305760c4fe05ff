"""What a load read, kept and refused, as a table on the terminal and a CSV file."""

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from backend.core.csv_export import FORMULA_STARTS
from etl.clean.batches import FileCount, Part
from etl.load.step import Loaded
from etl.sources.read import ROW

COLUMNS = ("file", "target", "row", "column", "reason", "hint", "raw")


def show(loaded: Loaded, console: Console) -> None:
    """Print one line per file and target, and one per reason."""
    table = Table(box=None, pad_edge=False)
    table.add_column("File")
    table.add_column("Target")
    for name in ("Read", "Kept", "Rejected"):
        table.add_column(name, justify="right")
    for part, file in _files(loaded):
        counts = (file.rows_read, file.rows_kept, file.rejects.height)
        table.add_row(file.name, part.target.name, *(f"{number:,}" for number in counts))
        reasons = file.rejects.group_by("reason_code", "column_name").len().sort("len")
        for reason, column, number in reasons.reverse().iter_rows():
            place = f" in {column}" if column else ""
            table.add_row("", f"  {reason}{place}", "", "", f"{number:,}")
    console.print(table)


def write_rejects(loaded: Loaded, path: Path) -> int:
    """Write every reject to ``path`` and return how many there are.

    It is opened in spreadsheets, so text from outside must not be taken for a formula.
    """
    frames = [
        file.rejects.select(
            _guarded(pl.lit(file.name)).alias("file"),
            pl.lit(str(part.target.name)).alias("target"),
            pl.col(ROW).alias("row"),
            pl.col("column_name").alias("column"),
            pl.col("reason_code").alias("reason"),
            "hint",
            _guarded(pl.col("raw")).alias("raw"),
        )
        for part, file in _files(loaded)
    ]
    rejects = (
        pl.concat(frames) if frames else pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    rejects.write_csv(path)
    return rejects.height


def _guarded(text: pl.Expr) -> pl.Expr:
    """Mark as text what a spreadsheet would run, as the exports of the API do."""
    starts = [text.str.starts_with(start) for start in FORMULA_STARTS]
    return pl.when(pl.any_horizontal(starts)).then(pl.lit("'") + text).otherwise(text)


def _files(loaded: Loaded) -> list[tuple[Part, FileCount]]:
    return [(part, file) for batch in loaded.batches for part in batch.parts for file in part.files]
