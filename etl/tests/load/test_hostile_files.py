"""A folder with one file made to hurt: the load says which, and the database stays as it was."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from backend.settings import Settings
from etl.command import Command, execute
from etl.sources.errors import LoadRefused
from etl.tests.conftest import Warehouse, WriteFolder

ITEMS = "sku,name\nA,Bolt\n"
FORMULA = "=HYPERLINK(0)"


def long_line(path: Path) -> None:
    (path / "demand.csv").write_bytes(b"date,sku,quantity\n" + b"0" * 3_000_000)


def wrong_encoding(path: Path) -> None:
    (path / "demand.csv").write_bytes(b"date,sku,quantity\n2026-01-01,\xff\xfe,1\n")


def damaged_parquet(path: Path) -> None:
    frame = pl.DataFrame({"date": ["2026-01-01"], "sku": ["A"], "quantity": [1]})
    frame.write_parquet(path / "demand.parquet")
    content = bytearray((path / "demand.parquet").read_bytes())
    content[4:60] = bytes(56)
    (path / "demand.parquet").write_bytes(content)


@pytest.mark.parametrize("spoil", [long_line, wrong_encoding, damaged_parquet])
def test_nothing_of_the_folder_is_written(
    warehouse: Warehouse, folder: WriteFolder, spoil: object
) -> None:
    path = folder(items=ITEMS)
    spoil(path)  # type: ignore[operator]

    with pytest.raises(LoadRefused, match="File demand"):
        warehouse.load(path)

    for table in ("core.dim_item", "core.fact_demand_daily", "support.import_files"):
        assert warehouse.value(f"SELECT count(*) FROM {table}") == 0


def test_formulas_are_kept_as_text_and_marked_where_a_spreadsheet_reads_them(
    warehouse: Warehouse, folder: WriteFolder, tmp_path: Path
) -> None:
    path = folder(
        items=f"sku,name\nA,{FORMULA}\n", demand=f"date,sku,quantity\n2026-01-01,A,1\n{FORMULA},A,1"
    )
    settings = Settings(_env_file=None, database_url=warehouse.url, output_dir=tmp_path)
    rejects = tmp_path / "rejects.csv"

    console = Console(file=io.StringIO())
    command = Command(steps=("load",), folder=path, rejects_file=rejects)
    execute(command, settings, warehouse.engine, console)

    assert warehouse.value("SELECT name FROM core.dim_item") == FORMULA
    (reject,) = csv.DictReader(io.StringIO(rejects.read_text(encoding="utf-8")))
    assert reject["raw"] == f"'{FORMULA},A,1"
