"""What Lighthouse says of the dashboard, signed in, on the production build, desktop preset."""

import json
from collections.abc import Iterator
from statistics import median

from scripts.bench.first_paint import run_in_browser
from scripts.bench.report import Row, Scale, Scenario, below
from scripts.testing.stack import free_ports, running_stack

LEAST_PERFORMANCE = 95.0
LEAST_ACCESSIBILITY = 100.0
LARGEST_MS = 2_000.0
MOST_SCRIPT_KB = 300.0


def measure(scale: Scale) -> Iterator[Row]:
    (port,) = free_ports(1)
    with running_stack(small=scale.is_quick) as stack:
        told = run_in_browser("lighthouse.mjs", stack, scale.rounds, PORT=str(port))
    runs = json.loads(told)

    def middle(name: str) -> float:
        return median(float(run[name]) for run in runs)

    yield _score("Lighthouse, performance", middle("performance"), LEAST_PERFORMANCE)
    yield _score("Lighthouse, accessibility", middle("accessibility"), LEAST_ACCESSIBILITY)
    failed = sorted({name for run in runs for name in run["failed"]})
    if failed:
        yield Row("accessibility audits that fail", ", ".join(failed))
    yield below("largest content", middle("largest"), LARGEST_MS, "ms")
    yield below(
        "JavaScript of the first load, packed", middle("script") / 1000, MOST_SCRIPT_KB, "kB"
    )
    yield Row(
        "JavaScript with charts and pages fetched ahead", f"{middle('fetched') / 1000:,.0f} kB"
    )
    yield Row("total blocking time", f"{middle('blocked'):,.0f} ms")
    yield Row("cumulative layout shift", f"{middle('shifted'):.3f}")


def _score(what: str, found: float, least: float) -> Row:
    return Row(what, f"{found:.0f}", to_reach=f"at least {least:.0f}", reached=found >= least)


SCENARIO = Scenario("pages", "Lighthouse", measure)
