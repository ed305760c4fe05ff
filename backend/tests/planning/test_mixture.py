"""Demand over lead times that vary."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from backend.demand.rules import Family, Spread
from backend.planning.decide import decide
from backend.planning.explain import explanation, replay
from backend.planning.inputs import ForecastInput, LeadTimeInput, LineInputs, StockInput
from backend.planning.mixture import condensed

AS_OF = date(2024, 6, 30)


def test_few_lead_times_stay_and_many_are_joined_to_about_equal_numbers() -> None:
    assert condensed([7, 3, 7]) == ([3.0, 7.0], [1, 2])
    assert condensed([]) == ([], [])

    days, counts = condensed(list(range(100)))

    assert len(days) == 12
    assert sum(counts) == 100
    assert np.average(days, weights=counts) == pytest.approx(49.5)


def line(lead_time: LeadTimeInput) -> LineInputs:
    shape = Spread(Family.NORMAL, variance=1.0, level=10.0, level_error=0.0, is_count=False)
    forecast = ForecastInput(AS_OF, 1.0, (10.0,) * 90, shape, False, False, 1)
    stock = StockInput(500.0, 0.0, AS_OF)
    return LineInputs(AS_OF, 0.9, 1.0, "A", None, lead_time, forecast, stock)


def test_two_peaks_are_covered_as_two_peaks() -> None:
    # Eight in ten come after 2 days, two after 29: 90 % means surviving half of the late ones.
    taken = LeadTimeInput(7.4, 10.8, "OBSERVED", 10, None, days=(2.0, 29.0), counts=(8, 2))
    survives_few = replace(line(taken), service_level=0.75)

    found = decide(line(taken))

    # 30 days of ten a day, and sqrt(30) of spread; or three days.
    assert found.order_up_to == pytest.approx(300, abs=6)
    assert decide(survives_few).order_up_to == pytest.approx(30, abs=6)
    assert "10 deliveries" in next(s.formula for s in found.steps if s.name == "order_up_to")


def test_a_distribution_survives_being_stored_and_replayed() -> None:
    taken = LeadTimeInput(7.4, 10.8, "OBSERVED", 10, None, days=(2.0, 29.0), counts=(8, 2))
    stored = explanation(line(taken), decide(line(taken)))

    assert replay(stored) == stored
