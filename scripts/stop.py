"""`make stop`: end a run from another terminal, or what is left of one that was killed."""

import os
import signal
import sys
import time

from scripts.runtime.database import embedded
from scripts.runtime.failures import CannotStart
from scripts.runtime.folder_lock import is_held, read_holder
from scripts.runtime.options import Options, read_options
from scripts.runtime.session import held_folder
from scripts.runtime.stopping import Stop

LONGEST_SECONDS = 90


def main() -> int:
    try:
        print(end(read_options(os.environ)))
    except CannotStart as reason:
        print(f"Cannot stop it: {reason}", file=sys.stderr)
        return 1
    return 0


def end(options: Options) -> str:
    if not options.places.data.exists():
        return "Nothing runs here."
    if is_held(options.places.lock):
        return _end_run(options)
    with held_folder(options, "make stop") as orphans:
        server = embedded(options)
        was_up = server.answers()
        server.stop_leftover(Stop())
        return (
            "Ended what an earlier run left behind." if orphans or was_up else "Nothing runs here."
        )


def _end_run(options: Options) -> str:
    holder = read_holder(options.places.lock)
    if holder is None:
        raise CannotStart(f"it is not known which process holds {options.places.lock}.")
    os.kill(holder[0], signal.SIGTERM)
    for _ in range(LONGEST_SECONDS * 10):
        if not is_held(options.places.lock):
            return f"Stopped {holder[1]}."
        time.sleep(0.1)
    raise CannotStart(f"process {holder[0]} does not end.")


if __name__ == "__main__":
    sys.exit(main())
