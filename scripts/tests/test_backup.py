"""A backup holds everything, and a restore brings it back whole or changes nothing."""

import os
import shutil
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


def sums(folder: Path) -> list[str]:
    return run(folder, sys.executable, "-m", "scripts.table_sums").splitlines()


@pytest.mark.slow
def test_a_new_server_gets_every_row_of_every_table(tmp_path: Path) -> None:
    """The drill: the machine is gone, and there is nothing but the backup and a new server."""
    old, new = tmp_path / "old", tmp_path / "new"
    run(old, Path(sys.executable).parent / "alembic", "upgrade", "head")
    shell = 'psql "$MIGRATION_DATABASE_URL" --quiet --set ON_ERROR_STOP=1 --file "$0"'
    run(old, "bash", "-c", shell, ROOT / "migrations" / "tests" / "rows.sql")
    written = run(old, "scripts/backup.sh", old / "backups").strip()
    before = sums(old)

    run(new, "scripts/restore.sh", written)

    assert sums(new) == before
    filled = [line for line in before if line.split("\t")[1] != "0"]
    assert len(filled) > 30
    version = "SHOW server_version_num"
    assert ask(new, version)[:2] == ask(old, version)[:2]


def test_a_backup_that_was_damaged_changes_nothing(folder: Path) -> None:
    written = Path(run(folder, "scripts/backup.sh", folder / "damaged").strip())
    with written.open("r+b") as stream:
        stream.seek(-100, os.SEEK_END)
        stream.write(b"x")

    run(folder, "scripts/restore.sh", written, succeeds=False)

    assert ask(folder, USERS) == "3"


def test_a_copy_goes_to_another_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKUP_COPY_TO", str(tmp_path))

    written = Path(run(folder, "scripts/backup.sh", folder / "copied").strip())

    assert (tmp_path / written.name).read_bytes() == written.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {written.name, f"{written.name}.sha256"}


def test_each_folder_of_data_keeps_its_own_backups(folder: Path) -> None:
    written = Path(run(folder, "scripts/backup.sh").strip())

    assert written.parent == folder / "backups"
    assert written.stat().st_size > 0


def test_only_the_newest_backups_are_kept(folder: Path) -> None:
    backups = folder / "few"
    backups.mkdir()
    for day in ("20250101", "20250102"):
        (backups / f"quartermaster-{day}T000000Z.dump").touch()
        (backups / f"quartermaster-{day}T000000Z.dump.sha256").touch()

    written = Path(run(folder, "scripts/backup.sh", backups, "2").strip())

    kept = {path.name for path in backups.glob("*.dump")}
    assert kept == {"quartermaster-20250102T000000Z.dump", written.name}
    assert not (backups / "quartermaster-20250101T000000Z.dump.sha256").exists()


def test_migrations_go_down_and_up_again_and_users_stay(folder: Path) -> None:
    alembic = Path(sys.executable).parent / "alembic"
    run(folder, alembic, "downgrade", "-1")
    run(folder, alembic, "upgrade", "head")

    assert ask(folder, USERS) == "3"


def test_a_file_that_is_no_backup_changes_nothing(folder: Path) -> None:
    (folder / "broken.dump").write_text("not a dump", encoding="utf-8")

    run(folder, "scripts/restore.sh", folder / "broken.dump", succeeds=False)

    assert ask(folder, USERS) == "3"


def started(place: Path, folder: Path) -> None:
    """Let the backup container's loop run for a second, beside a stand-in for the backup."""
    told = os.environ | {"BACKUP_FOLDER": str(folder)}
    command = ["timeout", "1", "bash", str(place / "production" / "backup_daily.sh")]
    subprocess.run(command, env=told, check=False)


def test_a_container_that_starts_again_makes_no_second_backup_of_the_day(tmp_path: Path) -> None:
    (tmp_path / "production").mkdir()
    shutil.copy(ROOT / "scripts" / "production" / "backup_daily.sh", tmp_path / "production")
    counts = 'mkdir -p "$1"; mktemp "$1/quartermaster-XXXX.dump"'
    (tmp_path / "backup.sh").write_text(counts, encoding="utf-8")
    folder = tmp_path / "backups"

    started(tmp_path, folder)
    started(tmp_path, folder)
    [first] = folder.iterdir()

    os.utime(first, (first.stat().st_mtime - 86400,) * 2)
    started(tmp_path, folder)
    assert len(list(folder.iterdir())) == 2
