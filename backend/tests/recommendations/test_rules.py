"""When two recommendations are one, when a decision no longer holds, and what may follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.recommendations.rules import fingerprint, is_materially_worse
from backend.recommendations.workflow import TRANSITIONS, Action, DecisionStatus, next_status

names = st.text(min_size=1, max_size=20).filter(lambda name: "\x1f" not in name)


@given(names, names, names, names, names, names)
def test_fingerprints_are_equal_exactly_when_type_item_and_site_are(
    a: str, b: str, c: str, d: str, e: str, f: str
) -> None:
    assert (fingerprint(a, b, c) == fingerprint(d, e, f)) == ((a, b, c) == (d, e, f))


def test_a_fingerprint_is_the_same_in_every_release() -> None:
    known = "ccd47d29d0ddcb8bf710892961bb395753dc76e8743dbbff7e3dd979b01633d6"

    assert fingerprint("REORDER", "SKU-1", "MAIN") == known
    assert fingerprint("REORDER", "SKU-1", "MAIN") != fingerprint("REORDER", "SKU-1M", "AIN")


@pytest.mark.parametrize(
    ("decided", "now", "expected"),
    [
        ((100, "MEDIUM"), (125, "MEDIUM"), False),
        ((100, "MEDIUM"), (126, "MEDIUM"), True),
        ((100, "MEDIUM"), (10, "HIGH"), True),
        ((100, "CRITICAL"), (100, "LOW"), False),
        ((None, "LOW"), (900, "LOW"), False),
        ((100, None), (None, "CRITICAL"), False),
    ],
)
def test_materially_worse_is_a_quarter_more_or_a_higher_priority(
    decided: tuple[float | None, str | None], now: tuple[float | None, str], expected: bool
) -> None:
    assert is_materially_worse(*decided, *now) is expected


def test_only_open_cases_are_decided_and_only_decided_ones_reopened() -> None:
    for status in DecisionStatus:
        allowed = {action for action in Action if next_status(status, action)}
        if status is DecisionStatus.OPEN:
            assert allowed == {Action.ACCEPT, Action.REJECT}
        else:
            assert allowed == {Action.REOPEN}
    assert len(TRANSITIONS) == 4
