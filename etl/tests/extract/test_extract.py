"""`python -m etl extract`: a legacy database becomes a folder that loads like any other."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import create_engine, text

from backend.settings import Settings
from etl.__main__ import main
from etl.command import Command, execute
from etl.extract.folder import extract
from etl.sources.errors import ColumnMissing, LoadRefused
from etl.tests.conftest import Warehouse
from scripts.testing import mariadb
from scripts.testing.packages import Missing

TABLES = (
    "CREATE TABLE produto (codigo VARCHAR(20) PRIMARY KEY, descricao VARCHAR(80), foto BLOB)",
    (
        "CREATE TABLE venda (id INTEGER PRIMARY KEY, dia DATE, codigo VARCHAR(20), loja VARCHAR(9),"
        " quantidade DECIMAL(12,2), cancelada BOOLEAN)"
    ),
    "CREATE TABLE usuario (nome VARCHAR(20), senha VARCHAR(20))",
    "INSERT INTO produto VALUES ('A', 'Parafuso, ½ \"fino\"', NULL), ('B', 'Porca\nM8', x'ff')",
    "INSERT INTO venda VALUES (2, '2026-01-02', 'A', 'S1', 2.50, 0)",
    "INSERT INTO venda VALUES (1, '2026-01-01', 'A', 'S1', 5.00, 0)",
    "INSERT INTO venda VALUES (3, '2026-01-01', 'B', 'S2', 1.00, 0)",
    "INSERT INTO venda VALUES (4, '2026-01-02', 'B', 'S2', 9.00, 1)",
    "INSERT INTO usuario VALUES ('eve', 'geheim')",
)
MAPPING = """
files:
  - file: produto.csv
    target: items
    columns: {sku: codigo, name: descricao}
  - file: "venda*.csv"
    target: demand
    separator: ";"
    decimal: ","
    columns: {date: dia, sku: codigo, site_code: loja, quantity: quantidade}
    dates: {date: "%d/%m/%Y"}
    filters:
      - {column: cancelada, op: in, value: ["1", "true"]}
"""
DEMAND = """
    SELECT item.sku, site.code, demand.date::text, demand.quantity
    FROM core.fact_demand_daily AS demand
    JOIN core.dim_item AS item ON item.id = demand.item_id
    JOIN core.dim_site AS site ON site.id = demand.site_id ORDER BY 1, 2, 3
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "legacy.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in TABLES:
            connection.execute(statement)
    return path


def settings_for(url: str | Path, **changes: Any) -> Settings:
    address = f"sqlite:///{url}" if isinstance(url, Path) else url
    stated: dict[str, Any] = {
        "database_url": "postgresql:///x",
        "enable_legacy_mysql": True,
        "legacy_database_url": address,
    }
    return Settings(_env_file=None, **stated | changes)


def assert_loads(warehouse: Warehouse, folder: Path) -> None:
    """What came out of the legacy database is what went into it."""
    warehouse.load(folder)
    assert warehouse.rows(DEMAND) == [
        ("A", "S1", "2026-01-01", 5),
        ("A", "S1", "2026-01-02", 2.5),
        ("B", "S2", "2026-01-01", 1),
    ]
    assert warehouse.rows("SELECT sku, name FROM core.dim_item ORDER BY 1") == [
        ("A", 'Parafuso, ½ "fino"'),
        ("B", "Porca\nM8"),
    ]
    assert warehouse.rows("SELECT reason_code FROM support.import_rejects") == [("FILTERED",)]


@pytest.mark.slow
def test_mariadb_becomes_a_folder(warehouse: Warehouse, mapping: Path, tmp_path: Path) -> None:
    try:
        with mariadb.running() as url:
            engine = create_engine(url.replace("mysql:", "mysql+pymysql:", 1))
            with engine.begin() as connection:
                for statement in TABLES:
                    connection.execute(text(statement))
            engine.dispose()
            extract(settings_for(url), tmp_path / "out", mapping)
    except Missing as reason:
        pytest.fail(str(reason))

    assert_loads(warehouse, tmp_path / "out")


def written_as_the_mapping_reads(path: Path) -> None:
    """SQLite has no dates, only what was put in; the mapping's form of a date is what it holds."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE venda SET dia = strftime('%d/%m/%Y', dia)")


def test_sqlite_becomes_a_folder(
    warehouse: Warehouse, sqlite: Path, mapping: Path, tmp_path: Path
) -> None:
    written_as_the_mapping_reads(sqlite)

    done = extract(settings_for(sqlite), tmp_path / "out", mapping)

    assert [(entry.file, entry.rows) for entry in done] == [("produto.csv", 2), ("venda.csv", 4)]
    assert_loads(warehouse, tmp_path / "out")


def test_what_nobody_asked_for_stays_where_it_is(
    sqlite: Path, mapping: Path, tmp_path: Path
) -> None:
    extract(settings_for(sqlite), tmp_path / "out", mapping)

    written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").glob("*.csv"))
    assert "geheim" not in written
    assert "foto" not in written


def test_tables_with_our_names_need_no_mapping(warehouse: Warehouse, tmp_path: Path) -> None:
    path = tmp_path / "ours.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE demand (date, sku, quantity, note)")
        connection.execute("CREATE VIEW items AS SELECT DISTINCT sku, 'Bolt' AS name FROM demand")
        connection.execute("CREATE TABLE log (line)")
        connection.execute("INSERT INTO demand VALUES ('2026-01-01', 'A', 3, 'x')")

    done = extract(settings_for(path), tmp_path / "out")
    warehouse.load(tmp_path / "out")

    assert [entry.file for entry in done] == ["demand.csv", "items.csv"]
    assert warehouse.rows("SELECT sku, name FROM core.dim_item") == [("A", "Bolt")]


def test_the_same_rows_give_the_same_files(sqlite: Path, mapping: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(settings_for(sqlite), out, mapping)
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.csv")}

    extract(settings_for(sqlite), out)

    assert {path.name: path.stat().st_mtime_ns for path in out.glob("*.csv")} == before
    assert not list(out.glob("*.new"))


def test_a_table_that_is_gone_takes_its_file_along(
    sqlite: Path, mapping: Path, tmp_path: Path
) -> None:
    extract(settings_for(sqlite), tmp_path / "out", mapping)
    with closing(sqlite3.connect(sqlite)) as connection, connection:
        connection.execute("DROP TABLE produto")

    extract(settings_for(sqlite), tmp_path / "out")

    assert [path.name for path in (tmp_path / "out").glob("*.csv")] == ["venda.csv"]


def test_the_nightly_run_reads_the_legacy_database_again(
    warehouse: Warehouse, sqlite: Path, mapping: Path, tmp_path: Path
) -> None:
    written_as_the_mapping_reads(sqlite)
    settings = settings_for(sqlite, database_url=warehouse.url, output_dir=tmp_path)
    extract(settings, tmp_path / "out", mapping)
    warehouse.load(tmp_path / "out")
    with closing(sqlite3.connect(sqlite)) as connection, connection:
        connection.execute("INSERT INTO venda VALUES (5, '03/01/2026', 'A', 'S1', 7, 0)")

    console = Console(file=io.StringIO())
    execute(Command(steps=("load",)), settings, warehouse.engine, console)

    assert ("A", "S1", "2026-01-03", 7) in warehouse.rows(DEMAND)


def test_files_of_somebody_else_are_left_alone(sqlite: Path, mapping: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").touch()

    with pytest.raises(LoadRefused, match=r"such as thesis\.doc: name an empty folder"):
        extract(settings_for(sqlite), tmp_path / "mine", mapping)

    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"enable_legacy_mysql": False}, "is off: set ENABLE_LEGACY_MYSQL=true"),
        ({"legacy_database_url": None}, "is off: set ENABLE_LEGACY_MYSQL=true"),
        ({"legacy_database_url": "oracle://x/y"}, "must begin with mysql://"),
        ({"legacy_database_url": "nonsense"}, "is not a database address"),
    ],
)
def test_what_is_missing_is_told(
    sqlite: Path, tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(LoadRefused, match=sentence):
        extract(settings_for(sqlite, **changes), tmp_path / "out")


def test_a_column_that_the_mapping_reads_must_be_there(
    sqlite: Path, mapping: Path, tmp_path: Path
) -> None:
    mapping.write_text(MAPPING.replace("name: descricao", "name: descrição"), encoding="utf-8")

    with pytest.raises(ColumnMissing, match="'descrição', needed for the mapping"):
        extract(settings_for(sqlite), tmp_path / "out", mapping)

    assert not list((tmp_path / "out").glob("*"))


def test_the_command_line_reads_where_it_is_told_and_makes_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone.db"
    monkeypatch.setenv("DATABASE_URL", "postgresql:///x")
    monkeypatch.setenv("ENABLE_LEGACY_MYSQL", "true")
    monkeypatch.setenv("LEGACY_DATABASE_URL", f"sqlite:///{gone}")

    assert main(["extract", str(tmp_path / "out")]) == 1

    said = capsys.readouterr().err
    assert said == "The legacy database cannot be used: unable to open database file.\n"
    assert not gone.exists()
