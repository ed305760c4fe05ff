"""The event in progress that a demonstration shows."""

import sys

from scripts.runtime.database import Database
from scripts.runtime.failures import CannotStart
from scripts.runtime.places import Places
from scripts.runtime.steps import Runner
from scripts.runtime.terminal import Terminal

IS_DUE = """
    EXISTS (SELECT FROM support.organisation WHERE is_demo)
    AND EXISTS (SELECT FROM core.stock_balance)
    AND NOT EXISTS (SELECT FROM ops.event)
"""


def ensure(places: Places, database: Database, runner: Runner, terminal: Terminal) -> None:
    """Act the event out, once; a demonstration without it is still one."""
    if not database.value(IS_DUE):
        return
    try:
        with terminal.step("Acting out an event in progress") as step:
            runner.run(
                step,
                [sys.executable, "-m", "scripts.demo_event", places.credentials],
                log=places.log("demo_event"),
            )
    except CannotStart as reason:
        terminal.warn(f"{reason} Everything else is there.")
        return
    terminal.say(f"· Its officer, manager and approver sign in as {places.credentials} says")
