"""`alembic upgrade head` and `flask db upgrade` are the same thing, also at the same time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from migrations.tests.catalogue import catalogue
from migrations.tests.databases import OWNER, ROOT, Database

PROGRAMS = Path(sys.executable).parent
ALEMBIC = (str(PROGRAMS / "alembic"), "upgrade", "head")
FLASK = (str(PROGRAMS / "flask"), "--app", "backend.app", "db", "upgrade")


@pytest.mark.parametrize("door", [ALEMBIC, FLASK], ids=["alembic", "flask"])
def test_each_door_leads_to_the_same_database(
    blank: Database, migrated_once: Database, door: tuple[str, ...]
) -> None:
    with _started(door, blank) as upgrade:
        _, errors = upgrade.communicate()

    assert upgrade.returncode == 0, errors
    with blank.as_role(OWNER) as found, migrated_once.as_role(OWNER) as expected:
        assert catalogue(found) == catalogue(expected)


def test_two_upgrades_at_once_run_each_migration_once(blank: Database) -> None:
    with _started(ALEMBIC, blank) as first, _started(FLASK, blank) as second:
        errors = first.communicate()[1] + second.communicate()[1]

    assert (first.returncode, second.returncode) == (0, 0), errors
    ran = [line.split("->")[1].split(",")[0] for line in errors.splitlines() if "->" in line]
    assert len(ran) == len(set(ran)), errors
    assert len(ran) == len(list((ROOT / "migrations" / "versions").glob("*.py")))


def _started(door: tuple[str, ...], database: Database) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DATABASE_URL": database.owner_url,
        "MIGRATION_DATABASE_URL": database.owner_url,
        "SECRET_KEY": "only-for-this-test-and-no-other-use",
    }
    return subprocess.Popen(
        door, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
