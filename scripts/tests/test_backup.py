"""A backup holds everything, and a restore brings it back whole or changes nothing."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.runtime.places import ROOT
from scripts.testing.stack import environment


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder whose database is migrated and has three users."""
    tmp_path = tmp_path_factory.mktemp("run")
    run(tmp_path, Path(sys.executable).parent / "alembic", "upgrade", "head")
    run(tmp_path, sys.executable, "-m", "scripts.seed_accounts", tmp_path / "credentials")
    return tmp_path


def run(folder: Path, *command: str | Path, succeeds: bool = True) -> str:
    """Run a command beside an embedded database in that folder."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.with_database", "--", *command],
        cwd=ROOT,
        env=os.environ | environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode == 0) is succeeds, done.stderr
    return done.stdout


def ask(folder: Path, query: str) -> str:
    shell = 'psql "$MIGRATION_DATABASE_URL" -Atc "$0"'
    return run(folder, "bash", "-c", shell, query).strip()


USERS = "SELECT count(*) FROM support.users"


def test_a_backup_brings_everything_back(folder: Path) -> None:
    backups = folder / "backups"
    written = Path(run(folder, "scripts/backup.sh", backups).strip())
    ask(folder, "DELETE FROM support.users")
    assert ask(folder, USERS) == "0"

    run(folder, "scripts/restore.sh", written)

    assert ask(folder, USERS) == "3"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    application = "SELECT has_table_privilege('quartermaster', 'core.dim_item', 'SELECT')"
    assert ask(folder, application) == "t"


def test_only_the_newest_backups_are_kept(folder: Path) -> None:
    backups = folder / "few"
    backups.mkdir()
    for day in ("20250101", "20250102"):
        (backups / f"quartermaster-{day}T000000Z.dump").touch()

    written = Path(run(folder, "scripts/backup.sh", backups, "2").strip())

    kept = {path.name for path in backups.iterdir()}
    assert kept == {"quartermaster-20250102T000000Z.dump", written.name}


def test_migrations_go_down_and_up_again_and_users_stay(folder: Path) -> None:
    alembic = Path(sys.executable).parent / "alembic"
    run(folder, alembic, "downgrade", "-1")
    run(folder, alembic, "upgrade", "head")

    assert ask(folder, USERS) == "3"


def test_a_file_that_is_no_backup_changes_nothing(folder: Path) -> None:
    (folder / "broken.dump").write_text("not a dump", encoding="utf-8")

    run(folder, "scripts/restore.sh", folder / "broken.dump", succeeds=False)

    assert ask(folder, USERS) == "3"
