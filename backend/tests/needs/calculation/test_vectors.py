"""The worked examples of the requirements, by their numbers there."""

from decimal import Decimal

import pytest

from backend.needs.calculation import rules
from backend.needs.calculation.decide import decide
from backend.needs.calculation.inputs import Source
from backend.needs.calculation.rules import Severity
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


@pytest.mark.parametrize(
    ("usable", "reserved", "rate", "hours"),
    [
        pytest.param(800, 300, 100, 5, id="1"),
        pytest.param(300, 300, 100, 0, id="all-reserved"),
        pytest.param(200, 300, 100, 0, id="more-reserved-than-there-is"),
    ],
)
def test_time_to_stockout(usable: int, reserved: int, rate: int, hours: int) -> None:
    line = decide(line_inputs(burn=burn(rate), stock=stock(usable, reserved)))

    assert line.time_to_stockout_hours == hours


@pytest.mark.parametrize(
    ("rate", "planning", "factor", "available", "coming", "required", "gap"),
    [
        pytest.param("100", 72, "1.0", 500, (200, 300), 7200, 6200, id="2"),
        pytest.param("100", 72, "1.25", 500, (200, 300), 9000, 8000, id="2-with-factor"),
        pytest.param("100", 72, "1.25", 700, (), 9000, 8300, id="3"),
        pytest.param("100", 72, "1.0", 700, (), 7200, 6500, id="3-AC05"),
        pytest.param("25", 72, "1.0", 150, (100,), 1800, 1550, id="4"),
        pytest.param("200", 24, "1.25", 4000, (2000,), 6000, 0, id="7"),
    ],
)
def test_gap(
    rate: str,
    planning: int,
    factor: str,
    available: int,
    coming: tuple[int, ...],
    required: int,
    gap: int,
) -> None:
    inputs = line_inputs(
        settings=settings(planning_window_hours=planning, safety_factor=Decimal(factor)),
        burn=burn(rate),
        stock=stock(available),
        inbound=tuple(inbound("TRANSFER", quantity) for quantity in coming),
    )

    line = decide(inputs)

    assert line.required == required
    assert line.gap == gap
    assert line.coverage == available + sum(coming)


@pytest.mark.parametrize(
    ("available", "required", "sources", "expected"),
    [
        pytest.param(700, 7200, (from_site(2000),), (2000, 0, 4500), id="0-AC07"),
        pytest.param(1000, 7200, (from_site(2000),), (2000, 0, 4200), id="0-site-A"),
        pytest.param(
            250,
            1800,
            (from_site(400), from_site(200, site_id=3), from_donation(300)),
            (600, 300, 650),
            id="4",
        ),
        pytest.param(0, 3500, (from_site(800), from_donation(1000)), (800, 1000, 1700), id="8"),
    ],
)
def test_waterfall(
    available: int, required: int, sources: tuple[Source, ...], expected: tuple[int, ...]
) -> None:
    inputs = line_inputs(
        burn=burn(Decimal(required) / 72),
        stock=stock(available),
        sources=(*sources, from_supplier()),
    )

    line = decide(inputs)

    filled = tuple(round(line.filled.horizon(horizon)) for horizon in ("A", "B", "C"))
    assert filled == expected


@pytest.mark.parametrize(
    ("available", "threshold", "surplus"),
    [
        pytest.param(2000, 500, 1500, id="5-site-B"),
        pytest.param(800, 300, 500, id="5-site-C"),
        pytest.param(200, 300, 0, id="5-site-D"),
    ],
)
def test_transferable(available: int, threshold: int, surplus: int) -> None:
    given = rules.transferable_quantity(Decimal(available), Decimal(threshold))

    assert given == surplus


def test_a_draft_is_due_when_the_stock_ends_within_the_lead_time_6() -> None:
    threshold = rules.trigger_threshold(Decimal(8), Decimal(50))
    inputs = line_inputs(
        settings=settings(phase="SURGE", safety_buffer_pct=Decimal(50)),
        burn=burn(50),
        stock=stock(500),
    )

    line = decide(inputs)

    assert threshold == 12
    assert line.time_to_stockout_hours == 10
    assert line.is_triggered is True


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (None, Severity.OK),
        ("0", Severity.CRITICAL),
        ("7.9999", Severity.CRITICAL),
        ("8", Severity.WARNING),
        ("23.9999", Severity.WARNING),
        ("24", Severity.WATCH),
        ("71.9999", Severity.WATCH),
        ("72", Severity.OK),
    ],
)
def test_severity(hours: str | None, expected: Severity) -> None:
    assert rules.severity(None if hours is None else Decimal(hours)) is expected
