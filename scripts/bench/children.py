"""A program of ours run to its end: how long it took, and how much memory it held at most."""

import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.runtime.places import ROOT
from scripts.testing.packages import Missing

LOOK_EVERY_SECONDS = 0.02
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ended:
    seconds: float
    peak_mb: float


def etl(environment: Mapping[str, str], *arguments: str | Path) -> Ended:
    """Run ``python -m etl``; its peak is what the kernel says of that process (VmHWM)."""
    command = [sys.executable, "-m", "etl", *map(str, arguments)]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, peak_mb(process.pid))
        time.sleep(LOOK_EVERY_SECONDS)
    seconds = time.perf_counter() - begun
    assert process.stderr is not None
    said = process.stderr.read()
    if process.returncode:
        raise Missing(f"etl {' '.join(command[3:])} ended badly: {said.strip()[-400:]}")
    return Ended(seconds, peak)


def peak_mb(pid: int) -> float:
    """Return the most memory that a process ever held; 0 where it is gone."""
    return _field(pid, "VmHWM:")


def held_mb(pid: int) -> float:
    return _field(pid, "VmRSS:")


def _field(pid: int, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in lines if line.startswith(name)]
    return int(found[0]) * 1024 / MB if found else 0.0
