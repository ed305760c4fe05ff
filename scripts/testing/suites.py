"""Every suite, in the order that fails soonest."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.testing import chromium, postgres15
from scripts.testing.counts import Counts, of_command, of_report
from scripts.testing.stack import running_stack

PYTHON = Path(sys.executable)
BIN = PYTHON.parent
NPM = ("npm", "--prefix", "frontend", "run", "--silent")
PYTHON_CODE = ("backend", "etl", "scripts", "migrations")
FAST = "not slow and not real_data"


@dataclass(frozen=True, slots=True)
class Suite:
    name: str
    run: Callable[[Path], Counts]
    groups: frozenset[str] = field(default=frozenset({"check", "all"}))


def tool(name: str, *command: str | Path) -> Suite:
    """Describe a program that passes or fails as a whole."""
    return Suite(name, lambda _reports: of_command(succeeded=execute(command)))


def execute(command: Sequence[str | Path], extra: Mapping[str, str] | None = None) -> bool:
    environment = {**os.environ, **(extra or {})}
    return subprocess.run(command, env=environment, check=False).returncode == 0


def pytest(
    reports: Path,
    name: str,
    *arguments: str,
    extra: Mapping[str, str] | None = None,
) -> Counts:
    report = reports / f"{name}.xml"
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "--tb=short",
        f"--junitxml={report}",
        *arguments,
    ]
    return of_report(report, succeeded=execute(command, extra))


def python_fast(reports: Path) -> Counts:
    return pytest(reports, "python", "-n", "2", "-m", FAST)


def python_all(reports: Path) -> Counts:
    return pytest(reports, "python", "-n", "2", "--durations=10")


def on_postgres15(reports: Path) -> Counts:
    """Run the migrations and the API once more on the oldest server we promise.

    What is marked slow (requests made up at random) asks nothing more of a database.
    """
    with postgres15.running() as url:
        arguments = ("-n", "2", "-m", "not slow", "migrations/tests", "backend/tests")
        return pytest(reports, "postgres15", *arguments, extra={"TEST_DATABASE_URL": url})


def dashboard_units(reports: Path) -> Counts:
    report = reports / "vitest.xml"
    options = ("--reporter=default", "--reporter=junit", f"--outputFile.junit={report}")
    return of_report(report, succeeded=execute((*NPM, "test", "--", *options)))


def browser(reports: Path) -> Counts:
    report = reports / "browser.xml"
    program = chromium.find()
    with running_stack() as stack:
        told = {
            "BASE_URL": stack.url,
            "API_URL": stack.api_url,
            "CREDENTIALS_FILE": str(stack.credentials),
            "CHROMIUM_PATH": str(program),
            "PLAYWRIGHT_JUNIT_OUTPUT_FILE": str(report),
        }
        command = (*NPM, "e2e", "--", "--reporter=list,junit")
        return of_report(report, succeeded=execute(command, told))


CHECK_ONLY = frozenset({"check"})
ALL_ONLY = frozenset({"all"})

SUITES = (
    tool("format", BIN / "ruff", "format", "--check", "."),
    tool("ruff", BIN / "ruff", "check", "."),
    tool("import rules", BIN / "lint-imports"),
    tool("mypy", BIN / "mypy", *PYTHON_CODE),
    tool("contract", PYTHON, "-m", "scripts.contract", "check"),
    tool("eslint", *NPM, "lint"),
    tool("tsc", *NPM, "types"),
    Suite("dashboard units", dashboard_units),
    Suite("python", python_fast, CHECK_ONLY),
    Suite("python", python_all, ALL_ONLY),
    Suite("postgresql 15", on_postgres15, ALL_ONLY),
    Suite("browser", browser, frozenset({"all", "browser"})),
)
