"""A database of its own for each load, and the real data sets where they are."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from backend.core.database import make_engine
from backend.settings import Settings
from etl.load.step import Loaded
from etl.load.step import run as load
from etl.pipeline import RunContext
from migrations.tests.databases import APPLICATION, Database, Server

ROOT = Path(__file__).resolve().parents[2]
DATA_SETS = Path(os.environ.get("QUARTERMASTER_DATA_SETS") or ROOT / ".." / "shared" / "data")
LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what reads the real data sets where they are not, and say so at the end."""
    if DATA_SETS.is_dir():
        return
    missing = [item for item in items if item.get_closest_marker("real_data")]
    items[:] = [item for item in items if item not in missing]
    config.stash[LEFT_OUT] = len(missing)
    config.hook.pytest_deselected(items=missing)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    left_out = config.stash.get(LEFT_OUT, 0)
    if left_out:
        terminalreporter.write_line(
            f"{left_out} tests on the real data sets were left out: QUARTERMASTER_DATA_SETS "
            f"({DATA_SETS}) does not exist."
        )


@dataclass
class Said:
    """Keeps what a step says."""

    notes: list[str] = field(default_factory=list)
    fractions: list[float] = field(default_factory=list)

    def advance(self, fraction: float, _message: str) -> None:
        self.fractions.append(fraction)

    def note(self, message: str) -> None:
        self.notes.append(message)


@dataclass(frozen=True)
class Warehouse:
    """A migrated, empty database, loaded as the application's role."""

    engine: Engine
    url: str
    said: Said = field(default_factory=Said)

    def load(self, folder: Path, **options: Any) -> Loaded:
        return load(self.context(folder=folder, **options))

    def context(self, *, replace_demo: bool = False, **options: Any) -> RunContext:
        settings = Settings(_env_file=None, database_url=self.url, replace_demo=replace_demo)
        return RunContext(engine=self.engine, progress=self.said, settings=settings, **options)

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def value(self, sql: str, **values: Any) -> Any:
        return self.rows(sql, **values)[0][0]


@pytest.fixture
def database(server: Server, migrated_once: Database) -> Iterator[Database]:
    with server.database(migrated_once) as database:
        yield database


@pytest.fixture
def warehouse(database: Database) -> Iterator[Warehouse]:
    url = database.url(APPLICATION)
    engine = make_engine(url)
    yield Warehouse(engine, url)
    engine.dispose()


WriteFolder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> WriteFolder:
    """Write a folder: ``folder(demand="date,sku,quantity\\n...", mapping_yaml="strict: true")``."""

    def write(**files: str) -> Path:
        path = tmp_path / f"folder{len(list(tmp_path.iterdir()))}"
        path.mkdir()
        for name, content in files.items():
            file_name = "mapping.yaml" if name == "mapping_yaml" else f"{name}.csv"
            (path / file_name).write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def data_set() -> Callable[[str], Path]:
    return lambda name: DATA_SETS / name
