"""Demand over lead times that vary: by hand, and against draws."""

from datetime import date

import numpy as np
import pytest

from backend.demand.rules import Family, Spread
from backend.planning.decide import decide
from backend.planning.explain import explanation, replay
from backend.planning.inputs import ForecastInput, LeadTimeInput, LineInputs, StockInput
from backend.planning.mixture import condensed, mixture_quantile

AS_OF = date(2024, 6, 30)
FAMILIES = [(family, is_count) for family in Family for is_count in (True, False)]


def spread(family: Family, *, is_count: bool) -> Spread:
    return Spread(family, variance=30.0, level=10.0, level_error=0.0, is_count=is_count)


def test_few_lead_times_stay_and_many_are_joined_to_about_equal_numbers() -> None:
    assert condensed([7, 3, 7]) == ([3.0, 7.0], [1, 2])
    assert condensed([]) == ([], [])

    days, counts = condensed(list(range(100)))

    assert len(days) == 12
    assert sum(counts) == 100
    assert np.average(days, weights=counts) == pytest.approx(49.5)


@pytest.mark.parametrize(("family", "is_count"), FAMILIES)
def test_one_length_is_the_plain_quantile(family: Family, is_count: bool) -> None:
    mean, variance = np.array([40.0, 40.0]), np.array([120.0, 120.0])
    shape = spread(family, is_count=is_count)

    found = mixture_quantile(shape, mean, variance, np.array([1.0, 3.0]), 0.95)

    assert found == pytest.approx(float(shape.quantiles(40.0, 120.0, 0.95)))


@pytest.mark.parametrize(("family", "is_count"), FAMILIES)
@pytest.mark.parametrize("level", [0.5, 0.9, 0.98])
def test_it_is_what_draws_from_the_mixture_give(
    family: Family, is_count: bool, level: float
) -> None:
    shape = spread(family, is_count=is_count)
    means, variances = np.array([20.0, 60.0]), np.array([60.0, 180.0])
    weights = np.array([3.0, 1.0])
    even = (np.arange(4_000) + 0.5) / 4_000
    draws = [shape.quantiles(m, v, even) for m, v in zip(means, variances, strict=True)]
    pooled = np.sort(np.concatenate([draws[0], draws[0], draws[0], draws[1]]))

    found = mixture_quantile(shape, means, variances, weights, level)

    # Draws of a smooth family keep to the nearest whole number as the quantiles do.
    assert found == pytest.approx(pooled[int(level * len(pooled))], abs=1.0 if is_count else 0.2)


def line(lead_time: LeadTimeInput) -> LineInputs:
    shape = Spread(Family.NORMAL, variance=1.0, level=10.0, level_error=0.0, is_count=False)
    forecast = ForecastInput(AS_OF, 1.0, (10.0,) * 90, shape, False, False, 1)
    stock = StockInput(500.0, 0.0, AS_OF)
    return LineInputs(AS_OF, 0.9, 1.0, "A", None, lead_time, forecast, stock)


def test_two_peaks_are_covered_as_two_peaks() -> None:
    # Eight in ten come after 2 days, two after 29: 90 % means surviving half of the late ones.
    taken = LeadTimeInput(7.4, 10.8, "OBSERVED", 10, None, days=(2.0, 29.0), counts=(8, 2))

    found = decide(line(taken))

    assert found.reorder_point == pytest.approx(300, abs=0.01)
    assert "10 deliveries" in next(s.formula for s in found.steps if s.name == "reorder_point")


def test_a_distribution_survives_being_stored_and_replayed() -> None:
    taken = LeadTimeInput(7.4, 10.8, "OBSERVED", 10, None, days=(2.0, 29.0), counts=(8, 2))
    stored = explanation(line(taken), decide(line(taken)))

    assert replay(stored) == stored
