"""The engine against methods of the field, by error and by time; see scripts/bench/engine.py."""

from collections.abc import Iterator

from scripts.bench import engine
from scripts.bench.report import Row, Scale, Scenario
from scripts.bench.sets import DATA_SETS, SETS

# Of these the best is what the engine is to beat; the slow ones are measured on a sample.
MOST_SLOW = 20
MOST_RATIO = 1.0


def measure(scale: Scale) -> Iterator[Row]:
    for name in (name for name in SETS if name.startswith("drawn") or DATA_SETS.is_dir()):
        if scale.is_quick and not name.startswith("drawn"):
            continue
        results, _ = engine.measure(name, 0 if scale.is_quick else MOST_SLOW)
        ours, *rivals = results
        for rival in rivals:
            ratio = rival.against / rival.rmsse
            yield Row(
                f"{name}, {rival.series} series, RMSSE",
                f"{rival.against:.3f}, {1000 * ours.seconds / ours.series:.0f} s per 1,000",
                f"{rival.name}, {rival.rmsse:.3f},"
                f" {1000 * rival.seconds / rival.series:.1f} s per 1,000",
                ratio,
                f"at most {MOST_RATIO:g}",
                ratio <= MOST_RATIO,
            )


SCENARIO = Scenario("forecasts", "Forecasts", measure)
