"""Run one command with the database up: `python -m scripts.with_database -- alembic current`.

Uses the database of a run on the same folder, starts the embedded one otherwise, and leaves
things as they were.
"""

import os
import signal
import subprocess
import sys

from scripts.runtime import programs
from scripts.runtime.checks import without_driver
from scripts.runtime.failures import CannotStart, StopRequested
from scripts.runtime.keys import ensure_secret_key
from scripts.runtime.options import read_options
from scripts.runtime.postgres import wheel_binaries
from scripts.runtime.session import borrowed_addresses
from scripts.runtime.stopping import Stop


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("Say which command to run: python -m scripts.with_database -- ...", file=sys.stderr)
        return 2
    try:
        return run(command)
    except CannotStart as reason:
        print(f"Cannot go on: {reason}", file=sys.stderr)
        return 1
    except (StopRequested, KeyboardInterrupt):
        return 130


def run(command: list[str]) -> int:
    options = read_options(os.environ)
    options.places.make()
    stop = Stop()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with borrowed_addresses(options, stop) as addresses:
        ensure_secret_key(options.places.secret_key)
        told = programs.environment(options, addresses) | dict(programs.owner(addresses))
        # psql, pg_dump and pg_restore come with the embedded server. They go first: they also
        # serve older servers, while an older pg_dump refuses a newer server.
        told["PATH"] = f"{wheel_binaries()}{os.pathsep}{told.get('PATH', os.defpath)}"
        if command == ["--shell"]:
            command = ["psql", without_driver(addresses.application)]
        # Ctrl-C is the command's: psql ends a query with it, not itself.
        signal.signal(signal.SIGINT, lambda *_: None)
        return subprocess.run(command, env=told, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
