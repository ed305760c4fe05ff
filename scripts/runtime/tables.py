"""Brings the tables to the newest migration, as the owner."""

from backend.core.migrations import HAS_VERSION, VERSION, newest
from scripts.runtime.database import Database
from scripts.runtime.places import Places
from scripts.runtime.programs import BIN, owner
from scripts.runtime.steps import Runner
from scripts.runtime.terminal import Terminal


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
