"""What to do about the plans of one item at several sites, worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from backend.demand.rules import Family, Spread
from backend.planning.actions import Advice, Place, SitePlan, advise, distance_km
from backend.planning.decide import decide
from backend.planning.inputs import (
    ForecastInput,
    InboundOrder,
    LeadTimeInput,
    LineInputs,
    StockInput,
)

AS_OF = date(2024, 6, 30)
# Demand of exactly ten a day: order up to 160, of which 70 fall after an order arrives; excess
# above 1060.
CERTAIN = Spread(Family.NORMAL, variance=0.0, level=10.0, level_error=0.0, is_count=True)
FORECAST = ForecastInput(AS_OF, 1.0, (10.0,) * 120, CERTAIN, False, False, 1)
NORTH = Place(1, "NORTH", 0.0, 0.0)
NEAR = Place(2, "NEAR", 0.0, 1.0)
FAR = Place(3, "FAR", 0.0, 9.0)


def plan(place: Place, on_hand: float, *inbound: InboundOrder, **changes: Any) -> SitePlan:
    inputs = LineInputs(
        as_of=AS_OF,
        service_level=0.95,
        review_days=7.0,
        abc_class="B",
        lead_time=LeadTimeInput(9.0, 0.0, "OBSERVED", 5, 2.0),
        forecast=FORECAST,
        stock=StockInput(on_hand, 0.0, AS_OF),
        inbound=inbound,
    )
    inputs = replace(inputs, **changes)
    return SitePlan(place, inputs, decide(inputs), supplier_id=77)


def order(quantity: float, days: int, number: int = 1) -> InboundOrder:
    return InboundOrder(number, f"PO-{number}", quantity, AS_OF + timedelta(days=days))


def summary(advice: list[Advice]) -> list[tuple[str, str, float, str]]:
    return [(a.type, a.plan.place.code, a.quantity, a.priority) for a in advice]


def test_a_site_below_its_reorder_point_reorders_up_to_its_level() -> None:
    found = advise([plan(NORTH, 100)])

    assert summary(found) == [("REORDER", "NORTH", 60, "MEDIUM")]
    assert found[0].supplier_id == 77


def test_a_site_at_its_reorder_point_does_nothing() -> None:
    assert advise([plan(NORTH, 160)]) == []


def test_an_empty_site_is_critical_and_says_so() -> None:
    found = advise([plan(NORTH, 0)])

    # What is asked for before the order arrives is lost, and not bought for afterwards.
    assert summary(found) == [("REORDER", "NORTH", 70, "CRITICAL")]
    assert found[0].message_code == "REORDER_STOCKED_OUT"


def test_surplus_nearby_comes_before_buying() -> None:
    found = advise([plan(NORTH, 100), plan(NEAR, 230), plan(FAR, 900)])

    # NEAR can spare 230 - 160 = 70, which is enough for 60.
    assert summary(found) == [("REALLOCATE", "NORTH", 60, "MEDIUM")]
    assert found[0].from_site_id == NEAR.site_id


def test_the_nearest_sufficient_surplus_wins_over_a_nearer_insufficient_one() -> None:
    found = advise([plan(NORTH, 100), plan(NEAR, 200), plan(FAR, 900)])

    assert found[0].from_site_id == FAR.site_id


def test_a_partial_surplus_reduces_what_is_bought() -> None:
    found = advise([plan(NORTH, 60), plan(NEAR, 220)])

    # 100 are missing, 60 can be spared: 120 leave 40 to order.
    assert summary(found) == [
        ("REALLOCATE", "NORTH", 60, "HIGH"),
        ("REORDER", "NORTH", 40, "HIGH"),
    ]
    assert found[1].steps[0].value == 40


def test_what_is_moved_also_serves_the_days_before_an_order_would_arrive() -> None:
    found = advise([plan(NORTH, 0), plan(NEAR, 900)])

    # 160 and not the 70 that an order would bring.
    assert summary(found) == [("REALLOCATE", "NORTH", 160, "CRITICAL")]


def test_a_site_that_no_order_can_help_in_time_is_still_given_surplus() -> None:
    # The 100 on the way cover what follows; until then nothing is there.
    found = advise([plan(NORTH, 0, order(100, 8)), plan(NEAR, 900)])

    assert [advice.type for advice in found] == ["REALLOCATE", "EXPEDITE"]
    assert found[0].quantity == 60


def test_surplus_is_given_away_once_and_to_the_most_urgent() -> None:
    found = advise([plan(NORTH, 100), plan(NEAR, 0), plan(FAR, 320)])

    # FAR can spare 160: all of it goes to NEAR, which has nothing left.
    assert summary(found) == [
        ("REALLOCATE", "NEAR", 160, "CRITICAL"),
        ("REORDER", "NORTH", 60, "MEDIUM"),
    ]


def test_stale_stock_is_nobodys_surplus() -> None:
    old = StockInput(900, 0, AS_OF - timedelta(days=30))

    found = advise([plan(NORTH, 100), plan(NEAR, 0, stock=old)])

    assert [advice.type for advice in found] == ["REORDER"]


def test_an_order_that_lands_after_stock_runs_out_is_expedited() -> None:
    # 50 last five days; the order comes after eight and keeps the position up.
    found = advise([plan(NORTH, 50, order(300, 8))])

    assert summary(found) == [("EXPEDITE", "NORTH", 300, "HIGH")]
    assert found[0].order_id == 1
    assert found[0].message_code == "EXPEDITE_ORDER"
    assert found[0].message_params["runs_out_on"] == "2024-07-05"


def test_an_order_that_lands_just_in_time_is_left_alone() -> None:
    assert advise([plan(NORTH, 80, order(300, 8))]) == []


def test_an_earlier_order_bridges_the_gap_to_a_later_one() -> None:
    found = advise([plan(NORTH, 50, order(100, 4, 1), order(300, 14, 2))])

    assert found == []


def test_a_later_order_beyond_the_bridge_is_expedited() -> None:
    found = advise([plan(NORTH, 50, order(50, 4, 1), order(300, 14, 2))])

    # Either the order comes sooner, or a new one bridges the four days from its arrival on.
    assert summary(found) == [("REORDER", "NORTH", 40, "HIGH"), ("EXPEDITE", "NORTH", 300, "HIGH")]
    assert found[1].order_id == 2


def test_an_order_overdue_for_too_long_is_expedited_and_not_counted() -> None:
    found = advise([plan(NORTH, 100, order(300, -20))])

    assert [advice.type for advice in found] == ["REORDER", "EXPEDITE"]
    # It cannot be said to land on a day that has passed.
    assert found[1].message_code == "EXPEDITE_OVERDUE"


def test_excess_with_an_open_order_holds_the_order() -> None:
    found = advise([plan(NORTH, 1000, order(200, 5))])

    # 1000 + 200 - 1060 = 140 too much
    assert summary(found) == [("HOLD", "NORTH", 140, "MEDIUM")]
    assert (found[0].message_code, found[0].order_id) == ("HOLD_ORDER", 1)


def test_excess_on_the_shelf_holds_further_orders() -> None:
    found = advise([plan(NORTH, 1100)])

    assert summary(found) == [("HOLD", "NORTH", 40, "LOW")]
    assert found[0].message_code == "HOLD_EXCESS"


@pytest.mark.parametrize("missing", ["stock", "forecast", "lead_time"])
def test_nothing_is_advised_on_what_is_not_known(missing: str) -> None:
    assert advise([plan(NORTH, 0, **{missing: None})]) == []


def test_an_item_not_stocked_at_a_site_is_not_ordered_there() -> None:
    assert advise([plan(NORTH, 0, is_stocked=False)]) == []


def test_distance_is_along_the_great_circle() -> None:
    assert distance_km(NORTH, NEAR) == pytest.approx(111.19, abs=0.01)
    assert distance_km(NORTH, Place(9, "?")) is None
