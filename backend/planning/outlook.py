"""What may come at one item and site, day by day, from the inputs of its plan. Pure."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from backend.demand.paths import draw, split, stream, stream_name
from backend.planning.inputs import ForecastInput, InboundOrder, LeadTimeInput, LineInputs
from backend.planning.newsvendor import Floats, LeadTimes
from backend.planning.ordering import Orders, Terms, corrected, order_quantities, order_up_to

# Nobody plans further ahead; a longer lead time is taken for this one.
LONGEST_DAYS = 3 * 365
# Whole days are what a plan is made in: 12.0000001 days are 12.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Outlook:
    """Simulated demand of every day until the next order arrives, and the terms of an order."""

    paths: Floats
    terms: Terms
    is_count: bool

    def order_up_to(self) -> float:
        return float(order_up_to(self.paths, self.terms)[0])

    def order(self, available: float, receipts: Floats) -> Orders:
        """Return what to order with so much available and so much landing on each day."""
        return order_quantities(
            self.paths,
            np.array([self.is_count]),
            np.array([available]),
            receipts[None, :],
            self.terms,
            correction=np.ones(1),
        )


def outlook(inputs: LineInputs, forecast: ForecastInput, lead_time: LeadTimeInput) -> Outlook:
    """Return how demand may go on until an order placed at the next review arrives."""
    terms = _terms(inputs, lead_time)
    paths = daily_paths(inputs, forecast, terms.horizon)
    return Outlook(paths[None, :, :], terms, forecast.spread.is_count)


def daily_paths(inputs: LineInputs, forecast: ForecastInput, days: int) -> Floats:
    """Return paths x days of demand, as the published forecast has it.

    Beyond the horizon it goes on at the horizon's mean.
    """
    periods = math.ceil(days / forecast.period_days - ROUNDING)
    means = np.asarray(forecast.means[:periods], dtype=np.float64)
    beyond = periods - len(means)
    if beyond > 0:
        means = np.append(means, np.full(beyond, np.mean(forecast.means)))
    random = stream(inputs.draw.seed, stream_name(inputs.draw.site, inputs.draw.item))
    drawn = draw(random, means, forecast.spread, inputs.draw.paths)
    whole = forecast.spread.is_count
    return split(random, drawn, forecast.period_days, is_count=whole)[:, :days]


def receipts(inputs: LineInputs, days: int) -> Floats:
    """Return what becomes usable on each day ahead: the day after it lands, as an order does."""
    found = np.zeros(days)
    for order in inputs.inbound:
        lands = arrival(order, inputs)
        day = days if lands is None else (lands - inputs.as_of).days
        if day < days:
            found[day] += order.quantity
    return found


def arrival(order: InboundOrder, inputs: LineInputs) -> date | None:
    """Return when an order can be counted on; None if not at all.

    An overdue order is expected any day, until it is later than this supplier usually is when it
    is late (than a review period where nobody observed that).
    """
    if order.expected_on is None:
        return None
    if order.expected_on >= inputs.as_of:
        return order.expected_on
    usual = inputs.lead_time.mean_days_late if inputs.lead_time else None
    patience = inputs.review_days if usual is None else usual
    overdue = (inputs.as_of - order.expected_on).days
    return inputs.as_of if overdue <= patience else None


def _terms(inputs: LineInputs, lead_time: LeadTimeInput) -> Terms:
    """Return the terms of one line in days; a service level stands in the place of costs."""
    days = lead_time.days or (lead_time.mean_days,)
    counts = lead_time.counts or (1,)
    return Terms(
        lead=LeadTimes(
            np.array([[_whole_days(length) for length in days]], dtype=np.int64),
            np.array([counts], dtype=np.float64),
        ),
        review=np.array([max(_whole_days(inputs.review_days), 1)]),
        holding=np.zeros(1),
        shortage=np.zeros(1),
        service_level=np.array([level_of(inputs)]),
        least=np.array([inputs.min_order_quantity or 0.0]),
        pack=np.array([inputs.pack_size or 0.0]),
    )


def level_of(inputs: LineInputs) -> float:
    """Return the share of paths that an order must serve: the service level, corrected."""
    if inputs.correction == 1.0:
        return inputs.service_level
    return float(corrected(inputs.service_level, inputs.correction))


def _whole_days(days: float) -> int:
    """Return the days with a begun one counted."""
    return min(math.ceil(days - ROUNDING), LONGEST_DAYS)
