"""The harness itself: what a missed target, a failure and a table are. Nothing here measures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from scripts.bench import __main__ as bench
from scripts.bench.facts import Facts
from scripts.bench.report import (
    QUICK,
    Outcome,
    Row,
    Scale,
    Scenario,
    at_least,
    at_most,
    below,
    markdown,
    write,
)
from scripts.bench.statements import query_of_rows
from scripts.testing.packages import Missing

MISSED = Row("a load", "9 s", "COPY, 3 s", 1 / 3, "at least 0.5", reached=False)


def scenario(*rows: Row, failure: Exception | None = None) -> Scenario:
    def measure(_scale: Scale) -> Iterator[Row]:
        yield from rows
        if failure is not None:
            raise failure

    return Scenario("load", "Loading", measure)


def run(monkeypatch: pytest.MonkeyPatch, chosen: Scenario) -> int:
    monkeypatch.setattr(bench, "scenario_of", lambda _name: chosen)
    return bench.main(["--quick", "--only", "load"])


@pytest.mark.parametrize("name", bench.NAMES)
def test_every_scenario_is_named_like_its_module(name: str) -> None:
    assert bench.scenario_of(name).name == name


def test_a_missed_target_is_a_row_and_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, scenario(MISSED)) == 0
    assert "missed" in capsys.readouterr().out


@pytest.mark.parametrize("failure", [Missing("no browser"), ValueError("odd")], ids=repr)
def test_what_could_not_be_measured_fails_and_keeps_its_rows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failure: Exception
) -> None:
    assert run(monkeypatch, scenario(MISSED, failure=failure)) == 1
    said = capsys.readouterr().out
    assert str(failure) in said
    assert "not run" in said
    assert "a load" in said


@pytest.mark.parametrize("rows", ["SELECT sku FROM item LIMIT 50", "WITH a AS (SELECT 1) SELECT 2"])
def test_the_query_of_a_list_is_not_the_one_that_counts_it(rows: str) -> None:
    run = ["SELECT users.id", rows, "SELECT count(*) AS count_1 FROM (SELECT 1)", "COMMIT"]

    assert query_of_rows(run) == rows


def test_limits_say_which_side_is_good() -> None:
    assert at_least("x", "", "", 0.5, 0.5).reached
    assert not at_least("x", "", "", 0.49, 0.5).reached
    assert at_most("x", "", "", 1.5, 1.5).reached
    assert not at_most("x", "", "", 1.51, 1.5).reached
    assert below("x", 1.99, 2, "s").reached
    assert not below("x", 2, 2, "s").reached


def test_a_table_replaces_the_one_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    begin, end = "<!-- bench load: begin -->", "<!-- bench load: end -->"
    page.write_text(f"before\n{begin}\nold\n{end}\nafter\n", encoding="utf-8")
    outcome = Outcome(scenario(), (MISSED,))

    write(outcome, page)
    write(outcome, page)

    text = page.read_text(encoding="utf-8")
    assert text == f"before\n{begin}\n\n{markdown(outcome)}\n\n{end}\nafter\n"
    assert "| a load | 9 s | COPY, 3 s | 0.33 | at least 0.5 | missed |" in text


def test_facts_have_the_rows_asked_for_and_a_new_day(tmp_path: Path) -> None:
    facts = Facts(rows=QUICK.rows[0], items=QUICK.items, sites=QUICK.sites)

    folder = facts.write(tmp_path / "facts")
    facts.add_day(folder)

    demand = pl.scan_parquet(folder / "demand_0*.parquet").collect()
    assert demand.height == QUICK.rows[0]
    assert demand.select("date", "sku", "site_code").is_unique().all()
    assert demand["date"].max() == facts.last_day
    new = pl.read_parquet(folder / "demand_new.parquet")
    assert new["date"].unique().to_list() == [date(2026, 7, 1)]
    assert new.height == QUICK.items * QUICK.sites
    assert pl.read_parquet(folder / "items.parquet").height == QUICK.items
