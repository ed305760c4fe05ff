"""Measure the forecasts against the field: python -m scripts.bench.engine [--only NAME] [--write].

Every method forecasts the same series from the same origins, which no setting was chosen on, in
one run. --write puts the tables into docs/benchmarks.md.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rich.console import Console

from backend.demand.levels import QUANTILE_LEVELS
from etl.forecast import engine, scores
from etl.forecast.arrays import Flags, Floats, Integers
from etl.forecast.compute import LEARN_FROM
from etl.forecast.panel import Panel
from scripts.bench.report import put
from scripts.bench.rivals import RIVALS, forecast
from scripts.bench.sets import DATA_SETS, SETS

ENGINE = "engine"
HEADINGS = (
    "| Method | Series | RMSSE | MASE | Bias | Engine's RMSSE on the same | Seconds |"
    " Per 1,000 series |"
)
ASKED = (0.9, 0.95, 0.98)


@dataclass(frozen=True)
class Window:
    """One origin: what was known, what came, and which series were old enough to be judged."""

    past: Panel
    actual: Floats
    judged: Flags
    absolute_scale: Floats
    squared_scale: Floats

    def scores_of(self, means: Floats, rows: Integers) -> tuple[float, float, float]:
        """Return RMSSE and MASE averaged over series, and the bias of the total."""
        keep = self.judged[rows]
        actual, found = self.actual[rows][keep], means[keep]
        rmsse = scores.rmsse(actual, found, self.squared_scale[rows][keep])
        mase = scores.mase(actual, found, self.absolute_scale[rows][keep])
        bias = scores.bias(actual.reshape(1, -1), found.reshape(1, -1))
        return float(np.nanmean(rmsse)), float(np.nanmean(mase)), float(bias[0])


@dataclass(frozen=True)
class Result:
    """A method on one set: means over the windows; the engine's RMSSE on the same series."""

    name: str
    series: int
    rmsse: float
    mase: float
    bias: float
    against: float
    seconds: float


def windows_of(panel: Panel, horizon: int, count: int) -> Iterator[Window]:
    for back in range(count, 0, -1):
        origin = panel.length - back * horizon
        past = panel.until(origin)
        absolute, squared = scores.naive_scales(past.values, panel.rules.scale_lag)
        least = panel.rules.least_history
        yield Window(
            past,
            panel.values[:, origin : origin + horizon],
            panel.starts + least <= origin,
            absolute,
            squared,
        )


def measure(name: str, most: int) -> tuple[list[Result], list[str]]:
    """Return each method's result on a set, the engine first, and its coverage as a row."""
    load, code, horizon, count = SETS[name]
    panel = load(code)
    everyone = np.arange(panel.count)
    laid_out = list(windows_of(panel, horizon, count))
    begun = time.perf_counter()
    ours = [_engine(window, horizon) for window in laid_out]
    seconds = (time.perf_counter() - begun) / len(laid_out)
    outcomes = [outcome for outcome, _ in ours]
    found = [w.scores_of(o.ahead, everyone) for w, o in zip(laid_out, outcomes, strict=True)]
    rmsse, mase, bias = np.mean(found, axis=0).tolist()
    results = [
        Result(ENGINE, panel.count, rmsse, mase, bias, rmsse, seconds),
        *(
            _rival(rival, laid_out, outcomes, horizon, most)
            for rival in RIVALS
            if most or not RIVALS[rival].is_slow
        ),
    ]
    weights = ours[-1][1].weights
    return results, _coverage(name, laid_out, outcomes, weights)


def _engine(window: Window, horizon: int) -> tuple[engine.Outcome, engine.Learned]:
    chosen = engine.sample_rows(window.past.count, LEARN_FROM)
    learned = engine.learn(window.past.rows(chosen), horizon)
    return engine.forecast(window.past, learned, horizon), learned


def _rival(
    name: str, laid_out: list[Window], ours: list[engine.Outcome], horizon: int, most: int
) -> Result:
    rival = RIVALS[name]
    size = min(rival.most, most) if rival.is_slow else rival.most
    rows = engine.sample_rows(len(laid_out[0].judged), size)
    found, same, spent = [], [], 0.0
    for window, outcome in zip(laid_out, ours, strict=True):
        # Compiled code is compiled at its first call, which is not what is measured.
        forecast(rival, window.past, rows[:1], horizon)
        begun = time.perf_counter()
        means = forecast(rival, window.past, rows, horizon)
        spent += time.perf_counter() - begun
        found.append(window.scores_of(means, rows))
        same.append(window.scores_of(outcome.ahead[rows], rows)[0])
    rmsse, mase, bias = np.mean(found, axis=0).tolist()
    return Result(name, len(rows), rmsse, mase, bias, float(np.mean(same)), spent / len(laid_out))


def _coverage(
    name: str, laid_out: list[Window], ours: list[engine.Outcome], weights: object
) -> list[str]:
    """Return a row: how often demand stayed within its quantiles, for a period and for sums."""
    places = [QUANTILE_LEVELS.index(level) for level in ASKED]
    single, whole = [], []
    for window, outcome in zip(laid_out, ours, strict=True):
        known = np.isfinite(window.actual)
        levels = outcome.spreads.quantiles(outcome.ahead)
        inside = window.actual[:, :, None] <= levels[:, :, places]
        judged = known & window.judged[:, None]
        single.append(inside[judged].mean(axis=0))
        total = np.where(known, window.actual, 0.0).sum(axis=1)
        expected = np.where(known, outcome.ahead, 0.0).sum(axis=1)[:, None]
        sums = outcome.spreads.quantiles(expected, window.actual.shape[1])[:, 0, places]
        whole.append((total[:, None] <= sums)[window.judged].mean(axis=0))
    assert isinstance(weights, dict)
    told = " / ".join(f"{part} {share:.2f}" for part, share in weights.items())
    return [name, _percent(np.mean(single, axis=0)), _percent(np.mean(whole, axis=0)), told]


def _percent(shares: Floats) -> str:
    return " / ".join(f"{100 * share:.1f}" for share in shares)


def tables(names: list[str], most: int, say: Console) -> str:
    """Measure the sets one after the other and return everything as Markdown."""
    covered: list[list[str]] = []
    lines: list[str] = []
    for name in names:
        say.print(f"{name} ...")
        begun = len(lines)
        results, coverage = measure(name, most)
        covered.append(coverage)
        _, _, horizon, count = SETS[name]
        lines += [f"**{name}**: {results[0].series} series, {horizon} ahead, {count} windows", ""]
        lines += [HEADINGS]
        lines += ["|---|---|---|---|---|---|---|---|"]
        lines += [
            f"| {r.name} | {r.series} | {r.rmsse:.3f} | {r.mase:.3f} | {r.bias:+.1%} |"
            f" {r.against:.3f} | {r.seconds:.1f} | {1000 * r.seconds / r.series:.1f} |"
            for r in results
        ]
        lines.append("")
        say.print("\n".join([*lines[begun:], " | ".join(coverage)]), markup=False)
    lines += ["| Set | within .90 / .95 / .98, one period, % | the sum of a window, % | Weights |"]
    lines += ["|---|---|---|---|", *(f"| {' | '.join(row)} |" for row in covered)]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="scripts.bench.engine", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(SETS), help="one set; repeatable")
    parser.add_argument(
        "--most", type=int, default=120, help="series for the slow methods; 0 leaves them out"
    )
    parser.add_argument("--write", action="store_true", help="put the tables into docs")
    chosen = parser.parse_args(arguments)
    names = chosen.only or list(SETS)
    if not DATA_SETS.is_dir():
        names = [name for name in names if name.startswith("drawn")]
    said = tables(names, chosen.most, Console(stderr=True, soft_wrap=True))
    Console().print(said, markup=False, soft_wrap=True)
    if chosen.write:
        put(said, "engine")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
