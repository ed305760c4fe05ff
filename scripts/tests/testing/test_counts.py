"""The closing line counts what was run, and a suite that says nothing counts as failed."""

from pathlib import Path

import pytest

from scripts.testing.counts import Counts, of_report

REPORT = """<testsuites><testsuite>
  <testcase name="a"/><testcase name="b"/>
  <testcase name="c"><failure message="no"/></testcase>
  <testcase name="d"><error message="no"/></testcase>
  <testcase name="e"><skipped/></testcase>
</testsuite></testsuites>"""


def report(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "report.xml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_outcome_is_counted(tmp_path: Path) -> None:
    assert of_report(report(tmp_path, REPORT), succeeded=False) == Counts(2, 2, 1)


def test_a_runner_that_fails_without_a_failed_test_is_one_failure(tmp_path: Path) -> None:
    passed = report(tmp_path, "<testsuites><testcase name='a'/></testsuites>")

    assert of_report(passed, succeeded=False) == Counts(1, 1)


@pytest.mark.parametrize("text", ["", "<testsuites/>", "<testsuites>"])
def test_a_report_without_tests_is_a_failure(text: str, tmp_path: Path) -> None:
    assert of_report(report(tmp_path, text), succeeded=True).failed == 1


def test_a_missing_report_is_a_failure(tmp_path: Path) -> None:
    assert of_report(tmp_path / "none.xml", succeeded=True) == Counts(failed=1)


def test_the_line_reads_as_continuous_integration_expects() -> None:
    assert str(Counts(12, 0)) == "12 passed, 0 failed"
    assert str(Counts(12, 3, 1)) == "12 passed, 3 failed, 1 skipped"
