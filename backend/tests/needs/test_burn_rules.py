"""Burn rates: the window that counts, and what is believed where nothing was issued."""

import datetime as dt
from decimal import Decimal

import pytest

from backend.needs.burn.rules import (
    Burn,
    Freshness,
    Reason,
    Source,
    Window,
    burn_rate,
    category_rate,
    freshness_of,
    request_days,
    window_of,
)
from backend.needs.phases import DEFAULTS, Phase

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
LONG_AGO = NOON - dt.timedelta(days=400)


def hours_before(hours: float) -> dt.datetime:
    return NOON - dt.timedelta(hours=hours)


def a_window(demand_hours: int = 6, **overrides: object) -> Window:
    stated = {
        "as_of": NOON,
        "demand_hours": demand_hours,
        "data_from": LONG_AGO,
        "data_up_to": NOON,
        "freshness": Freshness.HIGH,
        "event_started_at": None,
        **overrides,
    }
    return window_of(**stated)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "hours", "rate"),
    [
        pytest.param(300, 6, "50", id="AC01"),
        pytest.param(600, 6, "100", id="vector-1"),
        pytest.param(1200, 6, "200", id="vector-7"),
        pytest.param(400, 6, "66.66666667", id="vector-7-surge"),
        pytest.param(1400, 72, "19.44444444", id="vector-7-stabilized"),
        pytest.param(1, 720, "0.00138889", id="one-a-month"),
    ],
)
def test_issues_in_the_window_over_its_hours(quantity: int, hours: int, rate: str) -> None:
    burn = burn_rate(Decimal(quantity), a_window(hours), Freshness.HIGH)

    assert burn == Burn(Decimal(rate), Source.CALCULATED, ())


def test_nothing_issued_is_no_demand_where_data_is_fresh() -> None:
    for freshness in (Freshness.HIGH, Freshness.MEDIUM):
        burn = burn_rate(Decimal(0), a_window(), freshness, baseline=Decimal(3))

        assert (burn.rate, burn.source) == (Decimal(0), Source.NO_DEMAND)
        assert burn.reasons == (Reason.NO_ROWS,)


def test_nothing_issued_is_never_believed_of_stale_data() -> None:
    stale = a_window(data_up_to=hours_before(3), freshness=Freshness.LOW)
    ladder: list[tuple[dict[str, Decimal | None], Decimal | None, Source]] = [
        ({"baseline": Decimal(3), "category": Decimal(2)}, Decimal(3), Source.BASELINE),
        ({"baseline": None, "category": Decimal(2)}, Decimal(2), Source.CATEGORY),
        # A baseline of zero is the zero that is not believed.
        ({"baseline": Decimal(0), "category": Decimal(2)}, Decimal(2), Source.CATEGORY),
        ({"baseline": None, "category": None}, None, Source.UNAVAILABLE),
    ]

    for fallback, rate, source in ladder:
        burn = burn_rate(Decimal(0), stale, Freshness.LOW, **fallback)

        assert (burn.rate, burn.source) == (rate, source)
        said = Reason.ESTIMATED if rate else Reason.NO_FALLBACK
        assert said in burn.reasons


def test_what_a_stale_site_did_record_counts_over_the_hours_it_recorded() -> None:
    stale = a_window(12, data_up_to=hours_before(6), freshness=Freshness.LOW)

    burn = burn_rate(Decimal(60), stale, Freshness.LOW)

    assert stale.ends_at == hours_before(6)
    assert burn.rate == Decimal(10)
    assert burn.reasons == (Reason.SHORT_RECORDS, Reason.STALE)


def test_a_fresh_site_that_is_quiet_since_is_divided_by_the_whole_window() -> None:
    window = a_window(6, data_up_to=hours_before(2))

    assert (window.hours, window.reasons) == (Decimal(6), ())


def test_no_record_covers_the_window_of_a_site_that_fell_silent_before_it() -> None:
    silent = a_window(6, data_up_to=hours_before(100), freshness=Freshness.LOW)

    assert silent.hours == 0
    assert burn_rate(Decimal(5), silent, Freshness.LOW).source is Source.UNAVAILABLE


def test_early_in_an_event_what_there_is_counts_and_is_flagged() -> None:
    early = a_window(6, event_started_at=hours_before(3))
    very_early = a_window(72, event_started_at=hours_before(3))

    assert (early.hours, early.reasons) == (Decimal(3), (Reason.EARLY_EVENT,))
    assert very_early.reasons == (Reason.EARLY_EVENT, Reason.UNDER_QUARTER)


@pytest.mark.parametrize("hours_ago", [0.5, 0, -24])
def test_before_an_hour_of_the_event_is_on_record_what_was_before_counts(
    hours_ago: float,
) -> None:
    window = a_window(6, event_started_at=hours_before(hours_ago))

    assert (window.hours, window.reasons) == (Decimal(6), (Reason.BEFORE_EVENT,))


def test_a_site_that_began_to_record_lately_is_divided_by_what_it_recorded() -> None:
    assert a_window(72, data_from=hours_before(36)).hours == Decimal(36)
    assert a_window(72, data_from=hours_before(36)).reasons == (Reason.SHORT_RECORDS,)
    assert a_window(72, data_from=hours_before(0.1)).hours == Decimal(1)


def test_a_site_that_never_recorded_anything_has_no_window() -> None:
    window = a_window(data_from=None, data_up_to=None, freshness=Freshness.LOW)

    assert (window.hours, window.reasons) == (Decimal(0), (Reason.NO_TIMESTAMP,))


@pytest.mark.parametrize(
    ("phase", "hours_behind", "expected"),
    [
        (Phase.SURGE, "2", Freshness.HIGH),
        (Phase.SURGE, "2.01", Freshness.MEDIUM),
        (Phase.SURGE, "4", Freshness.MEDIUM),
        (Phase.SURGE, "4.01", Freshness.LOW),
        (Phase.STABILIZED, "6", Freshness.HIGH),
        (Phase.STABILIZED, "12", Freshness.MEDIUM),
        (Phase.STABILIZED, "12.5", Freshness.LOW),
        (Phase.BASELINE, "24", Freshness.HIGH),
        (Phase.BASELINE, "48", Freshness.MEDIUM),
        (Phase.BASELINE, "49", Freshness.LOW),
        (Phase.BASELINE, None, Freshness.LOW),
    ],
)
def test_freshness_follows_the_limits_of_the_phase(
    phase: Phase, hours_behind: str | None, expected: Freshness
) -> None:
    limits = DEFAULTS[phase]
    behind = None if hours_behind is None else Decimal(hours_behind)

    found = freshness_of(behind, limits.freshness_threshold_hours, limits.stale_threshold_hours)

    assert found is expected


def test_a_category_is_averaged_over_its_items_and_sites() -> None:
    assert category_rate(Decimal(7200), 5) == Decimal(2)
    assert category_rate(Decimal(0), 5) is None
    assert category_rate(Decimal(10), 0) is None


def test_daily_demand_stands_for_the_window_in_whole_days() -> None:
    assert request_days(6, 1) == 1
    assert request_days(72, 1) == 3
    assert request_days(73, 1) == 4
    assert request_days(72, 7) == 7
