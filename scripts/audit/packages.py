"""Asks who knows of holes in the packages that the lock files name, where that can be asked."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from scripts.runtime.places import FRONTEND, ROOT

PIP_AUDIT = "pip-audit==2.9.0"
SECONDS = 300
Verdict = Literal["clean", "holes", "not checked"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one part of the audit; "not checked" is no success, but no failure either."""

    part: str
    verdict: Verdict
    said: str


def python(folder: Path) -> Outcome:
    """Run pip-audit on the hashed lock file, from an environment of its own in ``folder``."""
    part = "Python packages (pip-audit)"
    programs = folder / "bin"
    if not (programs / "pip-audit").exists():
        made = ask([sys.executable, "-m", "venv", str(folder)], ROOT)
        pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", PIP_AUDIT]
        installed = ask(pip, ROOT) if made is not None and made.returncode == 0 else None
        if installed is None or installed.returncode:
            return Outcome(part, "not checked", f"{PIP_AUDIT} cannot be installed here")
    options = ["--requirement", "requirements.lock", "--require-hashes", "--disable-pip"]
    done = ask([str(programs / "pip-audit"), *options, "--format", "json"], ROOT)
    return of_pip(part, done)


def of_pip(part: str, done: subprocess.CompletedProcess[str] | None) -> Outcome:
    answer = as_json(done)
    if "dependencies" not in answer:
        return Outcome(part, "not checked", last_line(done))
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}"
        for package in answer["dependencies"]
        for hole in package.get("vulns", [])
    ]
    number = len(answer["dependencies"])
    return Outcome(part, "holes" if holes else "clean", "; ".join(holes) or f"{number} packages")


def dashboard() -> Outcome:
    """Run npm audit on what is shipped; tools of development are not."""
    command = ["npm", "audit", "--prefix", str(FRONTEND), "--omit=dev", "--json"]
    return of_npm("Dashboard packages (npm audit)", ask(command, FRONTEND))


def of_npm(part: str, done: subprocess.CompletedProcess[str] | None) -> Outcome:
    answer = as_json(done)
    if "vulnerabilities" not in answer:
        return Outcome(part, "not checked", str(answer.get("message") or last_line(done)))
    holes = [f"{name}: {hole['severity']}" for name, hole in answer["vulnerabilities"].items()]
    number = answer["metadata"]["dependencies"]["prod"]
    return Outcome(part, "holes" if holes else "clean", "; ".join(holes) or f"{number} packages")


def ask(command: list[str], folder: Path) -> subprocess.CompletedProcess[str] | None:
    """Run a command; None where it is not there or takes too long."""
    try:
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def as_json(done: subprocess.CompletedProcess[str] | None) -> dict[str, Any]:
    try:
        answer = json.loads(done.stdout) if done is not None else {}
    except json.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}


def last_line(done: subprocess.CompletedProcess[str] | None) -> str:
    lines = done.stderr.strip().splitlines() if done is not None else []
    return lines[-1].strip()[:160] if lines else "its service cannot be reached"
