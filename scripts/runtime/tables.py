"""Brings the tables to the newest migration, as the owner."""

from pathlib import Path

from scripts.runtime.database import Database
from scripts.runtime.places import ROOT, Places
from scripts.runtime.programs import BIN, owner
from scripts.runtime.steps import Runner
from scripts.runtime.terminal import Terminal

VERSIONS = ROOT / "migrations" / "versions"
HAS_VERSION = "to_regclass('public.alembic_version') IS NOT NULL"
VERSION = "(SELECT max(version_num) FROM public.alembic_version)"


def bring_up_to_date(
    places: Places, database: Database, runner: Runner, terminal: Terminal
) -> None:
    """Migrate; where nothing is new, do not even start the program that would find that out."""
    if database.value(HAS_VERSION) and database.value(VERSION) == newest():
        return
    with terminal.step("Bringing the tables up to date") as step:
        runner.run(
            step,
            [BIN / "alembic", "upgrade", "head"],
            log=places.log("migrate"),
            extra=owner(database.addresses),
        )


def newest(versions: Path = VERSIONS) -> str:
    """Return the last migration's number; a file's name begins with it."""
    return max(path.name.split("_", 1)[0] for path in versions.glob("[0-9]*_*.py"))
