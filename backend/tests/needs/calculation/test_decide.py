"""What a line says beyond the worked examples: doubts, flags, what is in time, the receipt."""

from decimal import Decimal

import pytest

from backend.core.digests import digest
from backend.needs.calculation.codes import Activation, Caution, Reason
from backend.needs.calculation.decide import decide
from backend.needs.calculation.explain import changes, explanation, replay
from backend.needs.calculation.inputs import Excluded, LineInputs
from backend.needs.calculation.rules import Confidence, Severity
from backend.tests.needs.calculation.cases import (
    burn,
    from_donation,
    from_site,
    from_supplier,
    inbound,
    line_inputs,
    settings,
    stock,
)

ESTIMATED = burn(5, source="BASELINE", reasons=("burn_rate_estimated",))


def test_no_demand_on_fresh_data_has_no_time_and_no_gap() -> None:
    line = decide(line_inputs(burn=burn(0, source="NO_DEMAND")))

    assert line.time_to_stockout_hours is None
    assert line.gap == 0
    assert line.severity is Severity.OK
    assert {Caution.NO_ROWS_IN_WINDOW, Caution.SLOW_MOVING} <= set(line.warnings)
    assert line.confidence is Confidence.HIGH


def test_an_unknown_rate_leaves_the_need_unknown() -> None:
    line = decide(line_inputs(burn=burn(None)))

    assert line.required is None
    assert line.time_to_stockout_hours is None
    assert line.severity == "OK"
    assert line.confidence is Confidence.LOW
    assert line.reasons == [Reason.BURN_UNAVAILABLE]


@pytest.mark.parametrize(
    ("changed", "level", "reason"),
    [
        ({"hours_behind": Decimal(6)}, Confidence.HIGH, None),
        ({"hours_behind": Decimal("6.01")}, Confidence.MEDIUM, Reason.DATA_AGEING),
        ({"hours_behind": Decimal("12.01")}, Confidence.LOW, Reason.DATA_STALE),
        ({"hours_behind": None}, Confidence.LOW, Reason.TIMESTAMP_UNAVAILABLE),
        ({"burn": ESTIMATED}, Confidence.LOW, Reason.BURN_ESTIMATED),
        (
            {"inbound": (inbound("TRANSFER", 5, is_estimated=True),)},
            Confidence.MEDIUM,
            Reason.ETA_ESTIMATED,
        ),
        ({"wanted": Decimal(5)}, Confidence.MEDIUM, Reason.QUANTITY_MANUAL),
    ],
)
def test_confidence_is_as_low_as_its_worst_reason(
    changed: dict[str, object], level: Confidence, reason: Reason | None
) -> None:
    line = decide(line_inputs(**changed))

    assert line.confidence is level
    assert line.reasons == ([] if reason is None else [reason])


def test_severity_looks_at_what_is_there_alone() -> None:
    line = decide(line_inputs(inbound=(inbound("PROCUREMENT", 9500),)))

    assert line.time_to_stockout_hours == 5
    assert line.severity is Severity.CRITICAL
    assert line.time_to_stockout_with_inbound_hours == 100
    assert line.gap == 0


def test_transfers_come_by_the_shortest_way_then_the_largest_surplus_then_the_oldest_lot() -> None:
    sources = (
        from_site(10, site_id=5, hours=12),
        from_site(10, site_id=4, hours=2),
        from_site(30, site_id=3, hours=2),
    )

    line = decide(line_inputs(sources=sources))

    assert [part.source.site_id for part in line.filled.allocations] == [3, 4, 5]


def test_a_donation_in_time_goes_before_a_transfer_that_is_late() -> None:
    sources = (from_site(100, hours=50), from_donation(100, hours=10))

    line = decide(line_inputs(burn=burn(10), stock=stock(200), sources=sources))

    assert [(part.source.horizon, part.is_in_time) for part in line.filled.allocations] == [
        ("B", True),
        ("A", False),
    ]


def test_what_arrives_in_time_keeps_the_site_going_until_the_next() -> None:
    sources = (from_site(400, hours=8), from_donation(100, hours=40), from_supplier())

    line = decide(line_inputs(burn=burn(10), stock=stock(100), sources=sources))

    assert [part.is_in_time for part in line.filled.allocations] == [True, True, False]
    assert line.gap == 620
    assert line.filled.unmet == 120


def test_what_nobody_can_give_is_unmet() -> None:
    line = decide(line_inputs(sources=(from_site(200, hours=4),)))

    assert line.gap == 6700
    assert line.filled.unmet == 6500
    assert Caution.UNMET_IN_TIME in line.warnings


def test_a_late_inbound_does_not_make_the_stock_last() -> None:
    early = decide(line_inputs(inbound=(inbound("TRANSFER", 1000, in_hours=4),)))
    late = decide(line_inputs(inbound=(inbound("TRANSFER", 1000, in_hours=6),)))

    assert early.filled.lasts_hours == 15
    assert late.filled.lasts_hours == 5


def test_parallel_activation_states_its_reasons_and_moves_no_quantity() -> None:
    surge = settings(phase="SURGE", planning_window_hours=200)
    sources = (from_site(100), from_supplier())

    line = decide(line_inputs(settings=surge, criticality="HIGH", sources=sources))

    assert set(line.activated) == {
        Activation.GAP_OVER_TWICE_A,
        Activation.STOCKOUT_BEFORE_B,
        Activation.SURGE_CRITICAL_ITEM,
        Activation.LONG_PLANNING_WINDOW,
    }
    assert Caution.SURGE_PROCUREMENT in line.warnings
    assert line.filled.horizon("A") == 100
    assert line.filled.horizon("B") == 0


def test_what_somebody_wants_is_filled_instead_of_the_gap() -> None:
    line = decide(line_inputs(wanted=Decimal(50), sources=(from_site(80),)))

    assert line.gap == 6700
    assert line.filled.horizon("A") == 50


def test_expired_and_overpromised_stock_and_stale_sources_are_pointed_out() -> None:
    spoilt = stock(100, 200, on_hand=Decimal(150), expired=Decimal(50))
    stale = (Excluded(2, "S2", "STALE", Decimal(30)),)

    line = decide(line_inputs(stock=spoilt, excluded=stale, unit_cost=None))

    assert line.available == 0
    assert {
        Caution.EXPIRED_EXCLUDED,
        Caution.RESERVED_OVER_STOCK,
        Caution.SOURCES_STALE,
        Caution.COST_MISSING,
    } <= set(line.warnings)


@pytest.fixture
def full() -> LineInputs:
    return line_inputs(
        inbound=(inbound("TRANSFER", 5), inbound("DONATION", 5, in_hours=None)),
        sources=(from_site("10.5"), from_donation(3), from_supplier()),
        excluded=(Excluded(9, "S9", "STALE", None),),
        wanted=Decimal("12.25"),
    )


def test_a_stored_receipt_gives_the_same_line_again(full: LineInputs) -> None:
    stored = explanation(full, decide(full))

    assert LineInputs.from_document(stored["inputs"]) == full
    assert digest(replay(stored)) == digest(stored)


def test_changes_name_the_inputs_that_moved(full: LineInputs) -> None:
    before = explanation(full, decide(full))["inputs"]
    after = explanation(line_inputs(stock=stock(900, 300)), decide(full))["inputs"]

    moved = {
        change["name"]: (change["before"], change["after"]) for change in changes(before, after)
    }

    assert moved["stock.usable"] == ("800", "900")
    assert moved["wanted"] == ("12.25", None)
    assert "burn.rate" not in moved
