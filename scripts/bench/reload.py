"""What a load costs when nothing changed, and when one day came: the day, not the history."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from scripts.bench.children import etl
from scripts.bench.facts import Facts
from scripts.bench.load import load_seconds, loaded
from scripts.bench.report import Row, Scale, Scenario, at_most
from scripts.drills.stage import Stage, stage


def measure(scale: Scale) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="quartermaster-bench-") as name, stage() as made:
        folder = Path(name) / "facts"
        facts = Facts(scale.rows[-1], scale.items, scale.sites)
        first = loaded(made, facts, folder)
        compared = f"first load of {scale.rows[-1]:,} rows, {first.seconds:.1f} s"
        unchanged = etl(made.environment, "load", folder)
        yield at_most(
            "the unchanged folder again",
            f"{unchanged.seconds:.1f} s",
            compared,
            unchanged.seconds / first.seconds,
            0.1,
        )
        yield from _new_days(made, facts, folder, first.seconds, compared)


def _new_days(
    made: Stage, facts: Facts, folder: Path, first: float, compared: str
) -> Iterator[Row]:
    """Load a day beside all that was loaded before, and then the next one by itself."""
    facts.add_day(folder)
    beside = etl(made.environment, "load", folder)
    measured = f"{beside.seconds:.1f} s, of them {load_seconds(made):.1f} s to load"
    what = "the whole folder with one new file in it"
    yield at_most(what, measured, compared, beside.seconds / first, 0.1)
    day = replace(facts, rows=1, last_day=facts.last_day + timedelta(days=2))
    alone = etl(made.environment, "load", day.write(folder.with_name("day")))
    measured = f"{alone.seconds:.1f} s, of them {load_seconds(made):.1f} s to load"
    what = f"a folder with one new day, {facts.items * facts.sites:,} rows"
    yield at_most(what, measured, compared, alone.seconds / first, 0.1)


SCENARIO = Scenario("reload", "Loading again", measure)
