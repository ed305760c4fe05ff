"""What the drills reckon with: which writes are lost, what a table says, what can be drilled."""

import io

import pytest
from rich.console import Console

from scripts.drills.__main__ import NAMES, drill_of, main
from scripts.drills.clients import Answer, Load, lost_and_doubled
from scripts.drills.report import Drill, Outcome, broken, table, verdict


def test_writes_are_lost_or_doubled() -> None:
    assert lost_and_doubled({"a", "b"}, ["a", "b", "c"]) == (0, 0)
    assert lost_and_doubled({"a", "b"}, ["b", "b"]) == (1, 1)


def test_only_what_was_answered_well_is_acknowledged() -> None:
    kind = "application/problem+json"
    answers = [
        Answer(0, 0, 201, "application/json", "a"),
        Answer(0, 0, 503, kind, "b"),
        Answer(0, 0, 0, "", "c"),
        Answer(0, 0, 200, "application/json"),
    ]
    load = Load(port=0, token="", answers=answers)

    assert load.acknowledged() == {"a"}
    assert load.told() == "1 × none, 1 × 200, 1 × 201, 1 × 503"
    assert [answer.is_unavailable for answer in answers] == [False, True, False, False]


@pytest.mark.parametrize("name", NAMES)
def test_every_drill_says_what_it_promises(name: str) -> None:
    drill = drill_of(name)

    assert drill.name
    assert drill.promise


def test_a_broken_promise_is_said_in_the_table() -> None:
    drill = Drill("a part dies", "nothing is lost", lambda _scale: Outcome("", ""))
    bad = Outcome("7 requests", "1 lost", broken((True, "never"), (False, "a write is gone")))
    screen = io.StringIO()

    outcomes: list[tuple[Drill, Outcome | str]] = [(drill, bad), (drill, "nginx is missing")]
    Console(file=screen, width=160).print(table(outcomes))

    assert "BROKEN: a write is gone" in screen.getvalue()
    assert "not run" in screen.getvalue()
    assert "never" not in screen.getvalue()


def test_what_came_of_a_drill_is_said_before_the_table() -> None:
    assert verdict(Outcome("", "")) == "kept"
    assert verdict(Outcome("", "", ("a write is gone",))) == "NOT KEPT"
    assert verdict("ray is not installed") == "not run"


def test_an_unknown_drill_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["no_such_drill"])
