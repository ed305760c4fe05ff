"""What holds for the order decision of any line, whatever its inputs."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.digests import digest
from backend.demand.rules import Family, Spread
from backend.planning.decide import decide
from backend.planning.explain import explanation, replay
from backend.planning.inputs import ForecastInput, LeadTimeInput, LineInputs, StockInput
from backend.tests.planning.lines import AS_OF, coming

spreads = st.builds(
    Spread,
    family=st.sampled_from(Family),
    variance=st.floats(0, 1e4),
    level=st.floats(0, 1e3),
    level_error=st.floats(0, 1),
    is_count=st.booleans(),
)
lines = st.builds(
    LineInputs,
    as_of=st.just(AS_OF),
    service_level=st.floats(0.5, 0.999),
    review_days=st.floats(1, 60),
    abc_class=st.sampled_from(["A", "B", "C", None]),
    lead_time=st.none()
    | st.builds(
        LeadTimeInput,
        mean_days=st.floats(0, 200),
        sd_days=st.none() | st.floats(0, 50),
        source=st.sampled_from(["OBSERVED", "SUPPLIER", "STATED"]),
        observations=st.integers(0, 100),
        mean_days_late=st.none() | st.floats(0, 90),
    ),
    forecast=st.none()
    | st.builds(
        ForecastInput,
        origin_end=st.just(AS_OF),
        period_days=st.sampled_from([1.0, 7.0, 365.25 / 12]),
        means=st.lists(st.floats(0, 1e4), min_size=1, max_size=30).map(tuple),
        spread=spreads,
        is_short=st.booleans(),
        is_naive=st.booleans(),
        run_id=st.just(1),
    ),
    stock=st.none()
    | st.builds(
        StockInput, on_hand=st.floats(-100, 1e5), reserved=st.floats(0, 100), as_of=st.just(AS_OF)
    ),
    inbound=st.lists(
        st.builds(coming, st.floats(0.1, 1e4), st.none() | st.integers(-60, 200)), max_size=3
    ).map(tuple),
    min_order_quantity=st.none() | st.floats(1, 1e3),
    pack_size=st.none() | st.floats(0.5, 100),
)


@settings(deadline=None, max_examples=40)
@given(lines)
def test_any_line_is_decided_and_its_explanation_replays(inputs: LineInputs) -> None:
    line = decide(inputs)
    stored = explanation(inputs, line)

    assert replay(stored) == stored
    assert digest(replay(stored)) == digest(stored)


@settings(deadline=None, max_examples=40)
@given(lines)
def test_what_is_suggested_never_leaves_the_need_uncovered(inputs: LineInputs) -> None:
    line = decide(inputs)

    if line.suggested_quantity is not None and line.need is not None:
        assert line.suggested_quantity >= line.need * (1 - 1e-6) - 1e-5
        assert (line.suggested_quantity > 0) == (line.need > 0)


@settings(deadline=None, max_examples=40)
@given(lines)
def test_a_higher_service_level_never_lowers_the_level(inputs: LineInputs) -> None:
    low = decide(replace(inputs, service_level=0.6)).order_up_to
    high = decide(replace(inputs, service_level=0.99)).order_up_to

    assert (low is None) == (high is None)
    assert low is None or high is None or high >= low
