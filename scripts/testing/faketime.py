"""Another clock for one program: Debian's libfaketime, told by a file that may change."""

from datetime import datetime
from pathlib import Path

from scripts.testing.packages import Missing, install

PLACES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1")


def library() -> Path:
    """Return the library to load first, installing it where we may."""
    found = _found()
    if found is None and install("faketime"):
        found = _found()
    if found is None:
        raise Missing("libfaketime is missing: install it (apt-get install faketime).")
    return found


def told_by(file: Path, *, sleeps: bool = False) -> dict[str, str]:
    """Return what makes a program read its clock from ``file``.

    A program that ``sleeps`` has its other clock, which only counts, moved along: the library
    cannot put one to sleep whose clocks it moves apart.
    """
    told = {
        "LD_PRELOAD": str(library()),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "TZ": "UTC",
    }
    return told if sleeps else told | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def set_clock(file: Path, moment: datetime, *, real: datetime) -> None:
    """Make it ``moment`` now; from there the clock goes on."""
    seconds = round((moment - real).total_seconds())
    fresh = file.with_suffix(".new")
    fresh.write_text(f"{seconds:+d}\n", encoding="utf-8")
    fresh.replace(file)


def _found() -> Path | None:
    for pattern in PLACES:
        found = sorted(Path("/").glob(pattern.lstrip("/")))
        if found:
            return found[0]
    return None
