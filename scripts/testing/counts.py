"""Counts what each suite ran, from the JUnit files that all three test runners can write."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Xml


@dataclass(frozen=True, slots=True)
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def of_command(*, succeeded: bool) -> Counts:
    """Count a tool that checks everything at once as one test."""
    return Counts(passed=1) if succeeded else Counts(failed=1)


def of_report(report: Path, *, succeeded: bool) -> Counts:
    """Read a JUnit file; a runner that failed without naming a test counts as one failure."""
    try:
        root = Xml.parse(report).getroot()  # noqa: S314 - written by our own test runner
    except (OSError, Xml.ParseError):
        return Counts(failed=1)
    cases = [_of_case(case) for case in root.iter("testcase")]
    counts = sum(cases, Counts())
    if not succeeded and counts.failed == 0:
        return counts + Counts(failed=1)
    if not cases:
        return Counts(failed=1)
    return counts


def _of_case(case: Xml.Element) -> Counts:
    if case.find("failure") is not None or case.find("error") is not None:
        return Counts(failed=1)
    if case.find("skipped") is not None:
        return Counts(skipped=1)
    return Counts(passed=1)
