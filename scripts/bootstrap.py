"""Make .venv from a lock file and install the dashboard's packages, once.

Runs on the system's Python with nothing but its standard library, because it makes the
environment that everything else runs in. What is already installed is told by a stamp that
holds the lock file's hash, so that a second start costs nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
FRONTEND = ROOT / "frontend"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
SIGN_OF_LIFE_SECONDS = 15.0
LOCKS = {"run": "requirements.lock", "develop": "requirements-dev.lock"}


class CannotSetUp(Exception):
    """Something is missing that only a person can put there; the message says what."""


def main(arguments: list[str]) -> int:
    what = arguments[0] if arguments else "run"
    try:
        ensure_python_is_new_enough()
        set_up(what)
    except CannotSetUp as reason:
        print(f"Cannot set up: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def set_up(what: str) -> None:
    if what != "python":
        check_node()
    VENV.parent.mkdir(exist_ok=True)
    with (ROOT / ".venv.lock").open("w") as lock:
        # Two commands started together would otherwise install into one folder at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_environment()
        install_python_packages("develop" if what == "develop" else "run")
        if what != "python":
            install_node_packages()


def ensure_python_is_new_enough() -> None:
    """Start again under a newer Python when this one is too old, or say that there is none."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for minor in (13, 12, 11, 14):
        newer = shutil.which(f"python3.{minor}")
        if newer and subprocess.run([newer, "-c", ""], check=False).returncode == 0:
            os.execv(newer, [newer, *sys.argv])  # noqa: S606 - the same script under a newer Python
    found = ".".join(map(str, sys.version_info[:3]))
    raise CannotSetUp(f"Python 3.11 or newer is needed, and {sys.executable} is {found}.")


def check_node() -> None:
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            raise CannotSetUp(f"{tool} was not found; install Node.js {OLDEST_NODE} or newer.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    major = re.match(r"v(\d+)\.", version.stdout)
    if not major or int(major[1]) < OLDEST_NODE:
        found = version.stdout.strip() or "broken"
        raise CannotSetUp(f"Node.js {OLDEST_NODE} or newer is needed, and this one is {found}.")


def make_environment() -> None:
    if (VENV / "bin" / "python").exists() and (VENV / "bin" / "pip").exists():
        return
    if run("Making .venv", [sys.executable, "-m", "venv", str(VENV)]) is None:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    again = [sys.executable, "-m", "venv", str(VENV)]
    if not install_debian_package(package) or run("Making .venv again", again) is not None:
        raise CannotSetUp(f"this Python cannot make an environment; install {package}.")


def install_debian_package(package: str) -> bool:
    """Install a package of the system where we may; True when it went well."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    print(f"· Installing {package}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "-qq", "--no-install-recommends", package]
    for command in (["update", "-qq"], install):
        if subprocess.run(["apt-get", *command], env=environment, check=False).returncode:
            return False
    return True


def install_python_packages(kind: str) -> None:
    lock = ROOT / LOCKS[kind]
    stamp = VENV / f".installed-{kind}"
    # Everything that `run` needs is in the developer's lock too, at the same version.
    larger = VENV / ".installed-develop"
    if holds(stamp, lock) or (kind == "run" and holds(larger, ROOT / LOCKS["develop"])):
        return
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--require-hashes"]
    command = [*pip, "--disable-pip-version-check", "--progress-bar", "off", "-r", str(lock)]
    complaint = run(f"Installing Python packages from {lock.name}", command)
    if complaint is not None:
        raise CannotSetUp(f"pip could not install {lock.name}.\n{complaint}")
    stamp.write_text(digest(lock))


def install_node_packages() -> None:
    lock = FRONTEND / "package-lock.json"
    if not lock.exists():
        return
    stamp = FRONTEND / "node_modules" / ".installed"
    if holds(stamp, lock):
        return
    command = ["npm", "ci", "--no-audit", "--no-fund", "--prefix", str(FRONTEND)]
    complaint = run("Installing the dashboard's packages", command)
    if complaint is not None:
        raise CannotSetUp(f"npm could not install frontend/package-lock.json.\n{complaint}")
    stamp.write_text(digest(lock))


def holds(stamp: Path, lock: Path) -> bool:
    """Whether the stamp was written for this very lock file."""
    return stamp.exists() and stamp.read_text() == digest(lock)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(title: str, command: list[str]) -> str | None:
    """Run a command while the terminal shows that it goes on; return what it complained about."""
    began = shown = time.monotonic()
    is_terminal = sys.stdout.isatty()
    print(f"· {title}", end="" if is_terminal else "\n", flush=True)
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL)
        while process.poll() is None:
            time.sleep(0.2)
            seconds = time.monotonic() - began
            if is_terminal:
                print(f"\r· {title}, {seconds:.0f} s", end="", flush=True)
            elif time.monotonic() - shown > SIGN_OF_LIFE_SECONDS:
                shown = time.monotonic()
                print(f"  … {title}, {seconds:.0f} s", flush=True)
        if is_terminal:
            print(flush=True)
        said.seek(0)
        return complaint_of(said.read()) if process.returncode else None


def complaint_of(said: str) -> str:
    """Pick the lines that say what is wrong from all that an installer wrote."""
    lines = [line for line in said.splitlines() if line.strip()]
    wrong = [line for line in lines if re.match(r"(npm )?err", line, re.IGNORECASE)]
    return "\n".join(wrong[:12] or lines[-12:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
