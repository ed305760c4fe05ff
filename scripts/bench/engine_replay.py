"""Replay cost of the proposed policy against mean plus z x sd, side by side in one run.

    python -m scripts.bench.engine_replay [--only NAME] [--write]

The correction is chosen on an earlier window; every figure is of the last one. Nothing here is
tuned to a set: holding 0.2 a period and losing 1 a unit, lead time and review as the table says.
--write puts the table into docs/benchmarks.md.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from rich.console import Console

from etl.forecast.panel import Panel
from etl.forecast.periods import PERIODS
from etl.plan.order_input import terms_of
from etl.progress import Silent
from etl.replay.policies import Kind, Policy
from etl.replay.run import Past, Replayed, replay
from etl.replay.summary import ALL, Interval, Money, Result
from scripts.bench.report import put
from scripts.bench.sets import DATA_SETS, drawn, pasta, retail

HOLDING, SHORTAGE = 0.2, 1.0
TARGET = 0.95
HEADINGS = (
    "| Data | Series | Lead, review | Classic fill rate | Cost at equal fill rate (95 %)"
    " | By cost, against the classic's cheapest level | Correction | Seconds |"
)


@dataclass(frozen=True)
class Case:
    """A data set under terms: lead time and review in its periods."""

    name: str
    lead: int
    review: int
    is_real: bool = False

    def panel(self) -> Panel:
        return MAKERS[self.name]()


MAKERS: dict[str, Callable[[], Panel]] = {
    "pasta, daily": lambda: pasta("D"),
    "pasta, weekly": lambda: pasta("W"),
    "online retail, weekly": lambda: retail("W"),
    "generated, weekly": lambda: drawn("W"),
    "generated parts, monthly": lambda: spare_parts(600, 72),
}
CASES = (
    Case("pasta, daily", 3, 1, is_real=True),
    Case("pasta, weekly", 2, 1, is_real=True),
    Case("online retail, weekly", 2, 1, is_real=True),
    Case("generated, weekly", 2, 1),
    Case("generated parts, monthly", 1, 1),
)


def spare_parts(series: int, months: int) -> Panel:
    """Return slow counts that drift, follow a year and cluster, from a fixed seed."""
    random = np.random.default_rng(11)
    level = random.gamma(0.5, 1.2, size=(series, 1)) + 0.1
    phase = random.uniform(0, 2 * np.pi, (series, 1))
    swing = random.uniform(0, 0.5, (series, 1))
    season = 1 + swing * np.sin(2 * np.pi * np.arange(months)[None, :] / 12 + phase)
    drift = np.exp(np.cumsum(random.normal(0, 0.03, (series, months)), axis=1))
    spread = random.gamma(2.0, 0.5, (series, months))
    values = random.poisson(level * season * drift * spread).astype(np.float64)
    sold = values > 0
    starts = np.where(sold.any(axis=1), np.argmax(sold, axis=1), months)
    values[np.arange(months)[None, :] < starts[:, None]] = np.nan
    return Panel(PERIODS["M"], values, starts)


def measure(case: Case) -> Replayed | None:
    panel = case.panel()
    count = panel.count
    keys = pl.DataFrame({"site": ["S"] * count, "item": [f"I{row:05}" for row in range(count)]})
    terms = terms_of(
        keys,
        lead_time_periods=case.lead,
        review_periods=case.review,
        holding_cost=HOLDING,
        shortage_cost=SHORTAGE,
        service_level=TARGET,
        moq=None,
        pack_size=None,
    )
    money = Money(np.full(count, HOLDING), np.full(count, SHORTAGE), np.ones(count), 1.0)
    past = Past(panel, keys, terms, np.full(count, TARGET), ["A"] * count, money)
    return replay(past, seed=0, progress=Silent())


def row(case: Case, found: Replayed, seconds: float) -> str:
    classic = _of(found, Policy(Kind.CLASSIC))
    proposed = _of(found, Policy(Kind.PROPOSED, None, found.correction)).cost.value
    cheapest = min(
        each.cost.value
        for each in found.results
        if each.policy.kind is Kind.CLASSIC and each.abc_class == ALL and each.cost.value
    )
    assert proposed is not None
    cells = (
        case.name,
        f"{classic.series:,}",
        f"{case.lead}, {case.review}",
        f"{classic.fill_rate.value:.3f}",
        _interval(found.equal_fill),
        f"{proposed / cheapest:.2f}",
        f"{found.correction:.2f}",
        f"{seconds:.0f}",
    )
    return "| " + " | ".join(cells) + " |"


def _of(found: Replayed, policy: Policy) -> Result:
    return next(each for each in found.results if each.policy == policy and each.abc_class == ALL)


def _interval(found: Interval) -> str:
    if found.value is None:
        return "not reached"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.engine_replay")
    parser.add_argument("--only", choices=[case.name for case in CASES])
    parser.add_argument("--write", action="store_true", help="put the table into docs")
    options = parser.parse_args(arguments)
    lines = [HEADINGS, "|---|--:|--:|--:|--:|--:|--:|--:|"]
    for case in CASES:
        if options.only not in (None, case.name) or (case.is_real and not DATA_SETS.is_dir()):
            continue
        started = time.monotonic()
        found = measure(case)
        if found is None:
            continue
        lines.append(row(case, found, time.monotonic() - started))
        Console().print(lines[-1], highlight=False, soft_wrap=True)
    if options.write:
        put("\n".join(lines), "replay")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
