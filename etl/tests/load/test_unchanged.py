"""A file that the database holds as it is is not read again, unless that could change anything."""

from datetime import date
from pathlib import Path

import pytest

from etl.clean.large import DemandFile, LargeDemand
from etl.tests.conftest import Warehouse, WriteFolder

FIRST = "date,sku,site_code,quantity\n2026-01-05,A,S,1\n2026-01-06,A,S,2\n2026-01-07,A,S,3\n"
SECOND = "date,sku,site_code,quantity\n2026-02-05,A,S,1\n2026-02-06,B,S,2\n2026-02-07,B,S,2\n"
NEW = "date,sku,site_code,quantity\n2026-02-08,A,S,5\n"
DEMAND = "SELECT date, quantity FROM core.fact_demand_daily ORDER BY date"
FILES = (
    "SELECT file_name, rows_read, rows_kept, rows_rejected, rows_changed"
    " FROM support.import_files WHERE import_id = :id ORDER BY id"
)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the demand files that were read."""
    names: list[str] = []
    whole = LargeDemand._read

    def note(self: LargeDemand, number: int, demand: DemandFile, strict: object) -> None:
        names.append(demand.path.name)
        whole(self, number, demand, strict)  # type: ignore[arg-type]

    monkeypatch.setattr(LargeDemand, "_read", note)
    return names


@pytest.fixture
def data(warehouse: Warehouse, folder: WriteFolder, read: list[str]) -> Path:
    loaded = folder(demand_1=FIRST, demand_2=SECOND)
    warehouse.load(loaded)
    assert read == ["demand_1.csv", "demand_2.csv"]
    read.clear()
    return loaded


def add(data: Path, name: str, text: str) -> None:
    (data / f"{name}.csv").write_text(text, encoding="utf-8")


def test_a_new_day_is_all_that_is_read(warehouse: Warehouse, data: Path, read: list[str]) -> None:
    add(data, "demand_3", NEW)

    loaded = warehouse.load(data)

    assert read == ["demand_3.csv"]
    assert loaded.rows_changed == 1
    assert warehouse.rows(DEMAND)[-1] == (date(2026, 2, 8), 5.0)
    assert warehouse.rows(FILES, id=loaded.import_id) == [
        ("demand_1.csv", 3, 3, 0, 1),
        ("demand_2.csv", 3, 3, 0, 0),
        ("demand_3.csv", 1, 1, 0, 0),
    ]


def test_the_night_after_is_as_short(warehouse: Warehouse, data: Path, read: list[str]) -> None:
    add(data, "demand_3", NEW)
    warehouse.load(data)
    add(data, "demand_4", NEW.replace("08", "09"))
    read.clear()

    warehouse.load(data)

    assert read == ["demand_4.csv"]
    assert warehouse.value("SELECT count(*) FROM core.fact_demand_daily") == 8


def test_a_file_that_shares_a_day_is_read_and_still_wins(
    warehouse: Warehouse, data: Path, read: list[str]
) -> None:
    add(data, "demand_3", NEW.replace("02-08", "02-05"))

    loaded = warehouse.load(data)

    assert sorted(read) == ["demand_2.csv", "demand_3.csv"]
    assert (date(2026, 2, 5), 1.0) in warehouse.rows(DEMAND)
    reasons = "SELECT reason_code FROM support.import_rejects"
    assert warehouse.rows(reasons) == [("DUPLICATE_KEY",)]
    assert loaded.rows_changed == 0


@pytest.mark.parametrize(
    "statement",
    [
        (
            "INSERT INTO support.imports (kind, source, status, requested_by)"
            " VALUES ('UPLOAD', 'x', 'SUCCEEDED', 'ana')"
        ),
        (
            "INSERT INTO support.imports (kind, source, status, requested_by)"
            " VALUES ('FOLDER', 'x', 'FAILED', 'ana')"
        ),
        "UPDATE support.organisation SET demand_period = NULL",
    ],
    ids=["upload", "failed import", "period unknown"],
)
def test_what_may_have_come_between_has_all_read_again(
    warehouse: Warehouse, data: Path, read: list[str], statement: str
) -> None:
    add(data, "demand_3", NEW)
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql(statement)

    warehouse.load(data)

    assert read == ["demand_1.csv", "demand_2.csv", "demand_3.csv"]


def test_a_file_with_rejects_is_read_again(
    warehouse: Warehouse, folder: WriteFolder, read: list[str]
) -> None:
    strict = "strict: true"
    data = folder(
        items="sku,name\nA,Anchor\n",
        sites="code,name\nS,South\n",
        demand_1=FIRST,
        demand_2=SECOND,
        mapping_yaml=strict,
    )
    warehouse.load(data)
    read.clear()
    add(data, "items", "sku,name\nA,Anchor\nB,Bolt\n")

    warehouse.load(data)

    assert read == ["demand_2.csv"]
    assert warehouse.value("SELECT count(*) FROM core.fact_demand_daily") == 6


def test_a_forced_load_reads_everything(warehouse: Warehouse, data: Path, read: list[str]) -> None:
    warehouse.load(data, is_forced=True)

    assert read == ["demand_1.csv", "demand_2.csv"]
