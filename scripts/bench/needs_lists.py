"""Needs at the size of a nation; see scripts/bench/needs.py."""

from collections.abc import Iterator

from scripts.bench import needs
from scripts.bench.report import Row, Scale, Scenario, below
from scripts.drills.stage import stage


def measure(scale: Scale) -> Iterator[Row]:
    size = needs.TENTH if scale.is_quick else needs.WHOLE
    with stage() as made, made.api(WEB_CONCURRENCY="2", STATEMENT_TIMEOUT_SECONDS="300"):
        for row in needs.measure(made, size):
            yield below(row.what, row.seconds, row.promised, "s")


SCENARIO = Scenario("needs_lists", "Needs", measure)
