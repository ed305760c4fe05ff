"""`make run`: from a fresh clone to an open dashboard, and everything down again with Ctrl-C."""

import os
import sys
import traceback
from pathlib import Path

from scripts.runtime import (
    accounts,
    checks,
    dashboard,
    data_input,
    demo_event,
    programs,
    tables,
)
from scripts.runtime.failures import CannotStart, StopRequested
from scripts.runtime.keys import ensure_secret_key
from scripts.runtime.options import Options, read_options
from scripts.runtime.places import ROOT
from scripts.runtime.session import held_folder, open_database
from scripts.runtime.steps import Runner
from scripts.runtime.stopping import Stop
from scripts.runtime.supervisor import Supervisor
from scripts.runtime.terminal import Terminal


def main() -> int:
    terminal, stop = Terminal(), Stop()
    stop.listen()
    try:
        carry_out(read_options(os.environ), terminal, stop)
    except CannotStart as reason:
        terminal.fail(f"Cannot go on: {reason}")
        return 1
    except StopRequested:
        terminal.farewell("Stopped.")
    except Exception as error:
        terminal.fail(f"Cannot go on: {_unforeseen(error)}")
        return 1
    return 0


def carry_out(options: Options, terminal: Terminal, stop: Stop) -> None:
    checks.check_tools()
    with held_folder(options, options.url) as orphans:
        if orphans:
            terminal.say(f"· Ended {orphans} processes that an earlier run left behind")
        checks.check_port("PORT", options.port, options.bind)
        checks.check_port("API_PORT", options.api_port, options.bind)
        if options.redis_url:
            checks.check_redis(options.redis_url)
        with open_database(options, stop) as database:
            terminal.say("· The database is up")
            ensure_secret_key(options.places.secret_key)
            runner = Runner(programs.environment(options, database.addresses), stop)
            tables.bring_up_to_date(options.places, database, runner, terminal)
            accounts.ensure(options.places, runner, terminal)
            data_input.ensure(options, database, runner, terminal)
            demo_event.ensure(options.places, database, runner, terminal)
            page = dashboard.prepare(options.places, runner, terminal)
            serve(options, Supervisor(options, database, terminal, stop), runner, page, terminal)


def serve(
    options: Options, supervisor: Supervisor, runner: Runner, page: Path, terminal: Terminal
) -> None:
    try:
        supervisor.start(programs.serving(options, runner.environment, page))
        terminal.say(f"Open {options.url} in your browser. Ctrl-C stops everything.")
        supervisor.watch()
    finally:
        terminal.farewell("Stopping.")
        supervisor.end()


def _unforeseen(error: Exception) -> str:
    log = ROOT / (os.environ.get("DATA_DIR") or ".data") / "logs" / "run.log"
    sentence = f"{type(error).__name__}: {checks.first_line(error)}"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return f"{sentence}."
    return f"{sentence} (the details are in {log})."


if __name__ == "__main__":
    sys.exit(main())
