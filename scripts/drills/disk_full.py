"""The disk fills up in the middle of an import, and is given more room."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.drills.report import Drill, Outcome, Scale, broken
from scripts.drills.stage import Stage, stage
from scripts.testing.packages import Missing

ITEMS, DAYS = 400, 500
ROWS = ITEMS * DAYS
SMALL_MB, LARGE_MB = 220, 1500
FACTS = "SELECT count(*) FROM core.fact_demand_daily"
QUANTITY = "SELECT coalesce(sum(quantity), 0)::bigint FROM core.fact_demand_daily"
FILLER = "filler"


def run(_scale: Scale) -> Outcome:
    with small_disk() as disk, stage(database_folder=disk / "postgres") as made:
        folder = write_import(made.folder / "import")
        fill(disk, leaving_mb=12)
        first = load(made, folder)
        said = (first.stderr.strip().splitlines() or [""])[-1]
        (disk / FILLER).unlink()
        grow(disk)
        if not made.server.answers():
            made.start_database()
        left = made.value(FACTS)
        second = load(made, folder)
        rows, quantity = made.value(FACTS), made.value(QUANTITY)
    return Outcome(
        f"{ROWS:,} rows onto a disk with 12 MB left, then again with room",
        f"first: “{said[:110]}”, {left:,} rows; then {rows:,} rows adding up to {quantity:,}",
        broken(
            (first.returncode != 0, "the import did not notice"),
            ("Traceback" not in first.stderr, "the import ended with a traceback"),
            (left == 0, "part of a file was left behind"),
            (second.returncode == 0, f"the second import failed: {second.stderr.strip()[-200:]}"),
            (rows == ROWS and quantity == ROWS, "rows are missing or doubled"),
        ),
    )


@contextmanager
def small_disk() -> Iterator[Path]:
    """Mount a disk of memory with little room, which only root may."""
    if os.geteuid() != 0:
        raise Missing("A small disk can be mounted by root only.")
    disk = Path(tempfile.mkdtemp(prefix="quartermaster-disk-"))
    disk.chmod(0o755)
    mounted = mount(f"size={SMALL_MB}m", disk)
    if mounted.returncode:
        disk.rmdir()
        raise Missing(f"A small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False, capture_output=True)
        disk.rmdir()


def mount(options: str, disk: Path) -> subprocess.CompletedProcess[str]:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def grow(disk: Path) -> None:
    mount(f"remount,size={LARGE_MB}m", disk)


def fill(disk: Path, *, leaving_mb: int) -> None:
    """Take all room but a little, as something else on the disk might."""
    state = os.statvfs(disk)
    free = state.f_bavail * state.f_frsize - leaving_mb * 1024 * 1024
    with (disk / FILLER).open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, max(free, 1))


def write_import(folder: Path) -> Path:
    """Write one demand file whose every quantity is one, so that its sum is its rows."""
    folder.mkdir()
    with (folder / "demand.csv").open("w", encoding="utf-8") as stream:
        stream.write("date,sku,quantity\n")
        for item in range(ITEMS):
            for day in range(DAYS):
                stream.write(f"{2024 + day // 336}-{day % 336 // 28 + 1:02}-{day % 28 + 1:02},")
                stream.write(f"S{item},1\n")
    return folder


def load(made: Stage, folder: Path) -> subprocess.CompletedProcess[str]:
    return made.run(sys.executable, "-m", "etl", "load", folder)


DRILL = Drill(
    "the disk fills during an import",
    "the import says so and leaves nothing of the file; with room it loads whole, once",
    run,
)
