"""The command line: python -m etl run | load | extract | decide | worker | ..., or one step."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import psycopg2
from rich.console import Console
from sqlalchemy.exc import DBAPIError

from backend.core.broken_connections import is_cut_off
from backend.core.database import make_engine
from backend.settings import Settings, SettingsInvalid, load_settings
from etl.command import Command, execute
from etl.errors import StepFailed
from etl.extract.folder import extract, folder_of
from etl.legacy.command import add_import, import_needs_lists
from etl.pipeline import STEP_NAMES, STEPS, UPKEEP
from etl.plan import decide_options
from etl.scheduler import schedule
from etl.settings import COMMAND_LINE
from etl.sources.errors import LoadRefused
from etl.worker import work


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; an error is one sentence, never a traceback."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (LoadRefused, StepFailed, SettingsInvalid) as error:
        sys.stderr.write(f"{error}\n")
    except (DBAPIError, psycopg2.Error) as error:
        if not _is_unusable(error):
            raise
        sys.stderr.write(f"The database cannot be used: {_first_line(error)}.\n")
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; it is safe to run it again.\n")
        return 130
    return 1


def _is_unusable(error: DBAPIError | psycopg2.Error) -> bool:
    """Tell a database that is away, full or going down from a statement of ours that is wrong."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    away = isinstance(cause, psycopg2.OperationalError | psycopg2.InterfaceError)
    return away or is_cut_off(cause)


def _first_line(error: DBAPIError | psycopg2.Error) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    lines = str(cause).strip().splitlines()
    return lines[0].rstrip(".") if lines else "no answer"


def _run(options: argparse.Namespace) -> int:
    if options.command == "list":
        for step in (*STEPS, *UPKEEP):
            sys.stdout.write(f"{step.name:10} {step.title}\n")
        return 0
    if options.command == "decide":
        return _decide(options)
    settings = load_settings()
    if options.command == "import":
        return import_needs_lists(options, settings)
    if options.command == "worker":
        return work(settings)
    if options.command == "scheduler":
        return schedule(settings)
    if options.command == "extract":
        return _extract(options, settings)
    return _execute(options, settings)


def _decide(options: argparse.Namespace) -> int:
    decide_files = import_module("etl.plan.decide_command").decide_files
    return int(decide_files(options, Console(stderr=True)))


def _extract(options: argparse.Namespace, settings: Settings) -> int:
    folder = options.data.resolve() if options.data else folder_of(settings)
    for entry in extract(settings, folder, options.mapping):
        sys.stdout.write(f"{entry.file}: {entry.rows:,} rows of {entry.table}\n")
    sys.stdout.write(f"Load them with: python -m etl load {folder}\n")
    return 0


def _execute(options: argparse.Namespace, settings: Settings) -> int:
    command = Command(
        steps=tuple(options.steps),
        folder=options.data.resolve() if options.data else None,
        mapping=options.mapping,
        is_dry_run=options.dry_run,
        is_forced=options.force,
        only_if_changed=options.if_changed,
        rejects_file=options.rejects,
        job_run_id=options.job,
        import_id=options.import_id,
        requested_by=options.requested_by,
    )
    engine = make_engine(settings.database_url, application_name="quartermaster etl")
    try:
        execute(command, settings, engine, Console(stderr=True))
    finally:
        engine.dispose()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="run the whole pipeline, or the steps named")
    run.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(STEP_NAMES))
    run.add_argument("--data", type=Path, metavar="DIR", help="the folder to load")
    run.add_argument("--if-changed", action="store_true", help="do nothing if nothing changed")
    load = commands.add_parser("load", help="load a folder")
    load.add_argument("data", type=Path, metavar="DIR", help="the folder to load")
    load.set_defaults(steps=["load"], if_changed=False)
    for step in (*STEPS[1:], *UPKEEP):
        only = commands.add_parser(step.name, help=step.title)
        only.set_defaults(steps=[step.name], data=None, if_changed=False)
    for command in commands.choices.values():
        _add_run_options(command)
    decide = commands.add_parser("decide", help="decide orders from files, without a database")
    decide_options.add_options(decide)
    add_import(commands.add_parser("import", help="import the store of an older system"))
    legacy = commands.add_parser("extract", help="write a legacy database as a folder to load")
    legacy.add_argument("data", type=Path, nargs="?", metavar="DIR", help="where to write it")
    legacy.add_argument("--mapping", type=Path, metavar="FILE", help="what to read, and how")
    commands.add_parser("worker", help="run what is queued, until stopped")
    commands.add_parser("scheduler", help="queue what etl/crontab says, until stopped")
    commands.add_parser("list", help="list the steps")
    return parser


def _add_run_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--mapping", type=Path, metavar="FILE", help="how to read the folder")
    command.add_argument("--dry-run", action="store_true", help="report, but write no facts")
    command.add_argument("--force", action="store_true", help="load also what has not changed")
    command.add_argument("--rejects", type=Path, metavar="FILE", help="write the rejects here")
    # What the worker tells the process that does a queued job.
    command.add_argument("--job", type=int, help=argparse.SUPPRESS)
    command.add_argument("--import", type=int, dest="import_id", help=argparse.SUPPRESS)
    command.add_argument("--requested-by", default=COMMAND_LINE, help=argparse.SUPPRESS)


if __name__ == "__main__":
    sys.exit(main())
