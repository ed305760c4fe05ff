"""One surplus, several lists: what each declared rule gives, and what holds for all of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.needs.calculation.fair_share import Claim, FairShareRule, share


def claim(key: int, asked: int, coverage: int, rate: int | None, tier: int | None = None) -> Claim:
    return Claim(
        key, Decimal(asked), Decimal(coverage), None if rate is None else Decimal(rate), tier
    )


FIRST, SECOND = claim(1, 900, 100, 10, tier=2), claim(2, 300, 0, 5, tier=1)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        # 100/10 = 10 h against 0 h: the second is lifted to 10 h (50), then both by 16 2/3 h.
        (FairShareRule.EQUAL_HOURS, {1: 167, 2: 133}),
        (FairShareRule.BY_NEED, {1: 225, 2: 75}),
        (FairShareRule.BY_PRIORITY, {1: 0, 2: 300}),
    ],
)
def test_each_rule(rule: FairShareRule, expected: dict[int, int]) -> None:
    assert share(rule, Decimal(300), [FIRST, SECOND]) == expected


def test_equal_hours_leaves_all_with_the_same_cover() -> None:
    claims = [claim(1, 10_000, 100, 10), claim(2, 10_000, 0, 5), claim(3, 10_000, 30, 1)]

    given_to = share(FairShareRule.EQUAL_HOURS, Decimal(400), claims)

    hours = {
        part.key: (part.coverage + given_to[part.key]) / (part.burn_rate or 1) for part in claims
    }
    assert max(hours.values()) - min(hours.values()) < 1


def test_nobody_waits_when_there_is_enough_for_all() -> None:
    for rule in FairShareRule:
        assert share(rule, Decimal(1200), [FIRST, SECOND]) == {1: 900, 2: 300}


def test_a_site_without_a_tier_or_a_rate_is_served_last() -> None:
    nameless = claim(3, 300, 0, None)

    assert share(FairShareRule.BY_PRIORITY, Decimal(300), [nameless, FIRST])[3] == 0
    assert share(FairShareRule.EQUAL_HOURS, Decimal(900), [nameless, FIRST])[3] == 0


CLAIMS = st.lists(
    st.tuples(
        st.integers(0, 500),
        st.integers(0, 300),
        st.one_of(st.none(), st.integers(0, 50)),
        st.one_of(st.none(), st.integers(1, 9)),
    ),
    min_size=1,
    max_size=6,
)


@given(rows=CLAIMS, supply=st.decimals(0, 1500, places=2), rule=st.sampled_from(FairShareRule))
def test_all_is_given_and_nobody_gets_more_than_asked(
    rows: list[tuple[int, int, int | None, int | None]], supply: Decimal, rule: FairShareRule
) -> None:
    claims = [claim(key, *row) for key, row in enumerate(rows)]

    given_to = share(rule, supply, claims)

    asked = sum((part.asked for part in claims), Decimal(0))
    assert all(0 <= given_to[part.key] <= part.asked for part in claims)
    assert abs(sum(given_to.values()) - min(asked, supply)) < Decimal("0.001")
