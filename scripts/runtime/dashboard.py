"""Builds the dashboard when its sources changed, and lays out what the server needs."""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.runtime.failures import CannotStart
from scripts.runtime.places import FRONTEND, Places
from scripts.runtime.steps import Runner
from scripts.runtime.terminal import Terminal

# Folders that do not change what is served.
IGNORED = {
    ".build.lock",
    "node_modules",
    ".next",
    "e2e",
    "test",
    "test-results",
    "playwright-report",
    "coverage",
}
IGNORED_ENDINGS = (".test.ts", ".test.tsx", ".md", ".tsbuildinfo", "next-env.d.ts")


def prepare(places: Places, runner: Runner, terminal: Terminal) -> Path:
    """Return the server's program, built from the sources as they are now."""
    wanted = fingerprint(FRONTEND)
    server = places.dashboard / "server.js"
    if _reads(places.dashboard / ".built") == wanted and server.exists():
        return server
    with _one_build_at_a_time():
        if _reads(FRONTEND / ".next" / ".built") != wanted:
            build(places, runner, terminal)
            (FRONTEND / ".next" / ".built").write_text(wanted, encoding="utf-8")
        lay_out(FRONTEND, places.dashboard)
    (places.dashboard / ".built").write_text(wanted, encoding="utf-8")
    return server


def build(places: Places, runner: Runner, terminal: Terminal) -> None:
    with terminal.step("Building the dashboard") as step:
        runner.run(
            step,
            ["npm", "run", "build"],
            folder=FRONTEND,
            log=places.log("dashboard-build"),
            extra={"NEXT_TELEMETRY_DISABLED": "1", "NODE_ENV": "production"},
        )


def lay_out(frontend: Path, target: Path) -> None:
    """Copy the standalone server with its static files, so that a later build disturbs no run."""
    standalone = frontend / ".next" / "standalone"
    if not (standalone / "server.js").exists():
        raise CannotStart("The dashboard's build left no server; remove frontend/.next and retry.")
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(standalone, fresh, symlinks=True)
    static = frontend / ".next" / "static"
    shutil.copytree(static, fresh / ".next" / "static", dirs_exist_ok=True)
    if (frontend / "public").is_dir():
        shutil.copytree(frontend / "public", fresh / "public", dirs_exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def fingerprint(frontend: Path) -> str:
    """Hash every file that the build reads, with its place."""
    seen = hashlib.sha256()
    for path in sorted(_sources(frontend)):
        seen.update(str(path.relative_to(frontend)).encode() + b"\0")
        seen.update(hashlib.sha256(path.read_bytes()).digest())
    return seen.hexdigest()


def _sources(frontend: Path) -> Iterator[Path]:
    for path in frontend.iterdir():
        if path.name in IGNORED:
            continue
        found = path.rglob("*") if path.is_dir() else iter([path])
        yield from (file for file in found if file.is_file() and _is_source(file))


def _is_source(file: Path) -> bool:
    return not file.name.endswith(IGNORED_ENDINGS)


def _reads(stamp: Path) -> str | None:
    return stamp.read_text(encoding="utf-8") if stamp.exists() else None


@contextmanager
def _one_build_at_a_time() -> Iterator[None]:
    """Two runs of one clone share frontend/.next; the second waits and then finds it built."""
    with (FRONTEND / ".build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
