"""A folder for what a load does not hold in memory; gone when the load ends."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".load-"
# No load takes a day, so what is older was left behind by one that was killed.
LEFT_BEHIND_SECONDS = 24 * 3600


@contextmanager
def work_folder(beside: Path) -> Iterator[Path]:
    """Give a folder in ``beside``, where there is room for files; /tmp may be memory."""
    beside.mkdir(parents=True, exist_ok=True)
    for old in beside.glob(f"{PREFIX}*"):
        if time.time() - old.stat().st_mtime > LEFT_BEHIND_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=beside) as name:
        yield Path(name)
