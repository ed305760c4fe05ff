"""The folder itself: numbers without gaps, one head, no view file that nobody uses."""

import re
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from migrations.tests.databases import ROOT

HERE = ROOT / "migrations"
VERSIONS = sorted((HERE / "versions").glob("*.py"))
CREATE_VIEW = re.compile(r'op\.create_view\(\s*"([a-z_.]+)",\s*version=(\d+)')
RUN_FILE = re.compile(r'op\.run_file\(\s*"([^"]+)"')


def test_revisions_are_numbered_without_gaps() -> None:
    numbers = [path.name[:4] for path in VERSIONS]

    assert numbers == [f"{number:04d}" for number in range(1, len(VERSIONS) + 1)]


def test_each_revision_follows_the_one_before() -> None:
    script = ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini")))

    history = [revision.revision for revision in script.walk_revisions()][::-1]

    assert len(script.get_heads()) == 1
    assert history == [path.name[:4] for path in VERSIONS]


def test_every_view_file_is_created_by_a_migration_and_exists() -> None:
    used = {
        f"{found[1]}_v{int(found[2]):02d}.sql"
        for path in VERSIONS
        for found in CREATE_VIEW.finditer(_text(path))
    }

    assert {path.name for path in (HERE / "views").glob("*.sql")} == used


def test_every_sql_file_is_run_by_a_migration_and_exists() -> None:
    run = {found[1] for path in VERSIONS for found in RUN_FILE.finditer(_text(path))}

    assert {path.name for path in (HERE / "sql").glob("*.sql")} == run


def test_every_materialised_view_can_be_refreshed_concurrently() -> None:
    for path in (HERE / "views").glob("*.mv_*.sql"):
        view = path.name.rsplit("_v", 1)[0]
        assert re.search(rf"CREATE UNIQUE INDEX \w+\s+ON {re.escape(view)}", path.read_text()), view


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
