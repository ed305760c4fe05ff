"""A program that dies comes back, one that keeps dying ends the run, and none is left over."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from scripts.runtime import children
from scripts.runtime.children import MOST_DEATHS, Child, Program, rotate, stop_all
from scripts.runtime.failures import CannotStart

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(helper.pid, flush=True)
time.sleep(60)
"""


def program(tmp_path: Path, code: str, *, stop_seconds: float = 5.0) -> Program:
    return Program(
        name="worker",
        command=[sys.executable, "-c", code],
        folder=tmp_path,
        environment=dict(os.environ),
        log=tmp_path / "worker.log",
        stop_seconds=stop_seconds,
    )


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Child]:
    child = Child(program(tmp_path, "import time; time.sleep(60)"))
    child.start()
    yield child
    stop_all([child])


def await_death(child: Child) -> None:
    assert child.process is not None
    child.process.wait(10)


def test_a_killed_program_is_started_again_after_a_pause(sleeper: Child) -> None:
    first = sleeper.pid
    now = time.monotonic()
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await_death(sleeper)

    assert sleeper.look_after(now)
    assert sleeper.pid is None
    assert not sleeper.look_after(now + 0.5), "the pause is not over"
    assert sleeper.look_after(now + 1.5)
    assert sleeper.pid not in (None, first)


def test_a_program_that_keeps_dying_ends_the_run_with_its_last_words(tmp_path: Path) -> None:
    child = Child(program(tmp_path, "print('no such table'); raise SystemExit(3)"))
    now = time.monotonic()
    for _ in range(MOST_DEATHS - 1):
        child.start()
        await_death(child)
        child.look_after(now)
    child.start()
    await_death(child)

    with pytest.raises(CannotStart) as refusal:
        child.look_after(now)

    assert f"The worker ended {MOST_DEATHS} times in a row" in str(refusal.value)
    assert "no such table" in str(refusal.value)


def test_deaths_far_apart_do_not_add_up(tmp_path: Path) -> None:
    child = Child(program(tmp_path, "pass"))

    for _ in range(MOST_DEATHS + 1):
        child.start()
        await_death(child)
        child.look_after(child.started_at + children.STEADY_SECONDS + 1)

    assert child.deaths == 1


def test_a_stubborn_program_and_what_it_started_are_ended(tmp_path: Path) -> None:
    child = Child(program(tmp_path, STUBBORN, stop_seconds=0.3))
    child.start()
    log = child.program.log
    while not log.read_text(encoding="utf-8").strip():
        time.sleep(0.05)
    helper = int(log.read_text(encoding="utf-8"))

    stop_all([child])

    assert child.process is None
    for _ in range(50):
        if not psutil.pid_exists(helper) or psutil.Process(helper).status() == "zombie":
            return
        time.sleep(0.05)
    pytest.fail("the helper of the stopped program still runs")


def test_a_long_log_is_put_aside_and_its_writer_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "LONGEST_LOG", 10)
    log = tmp_path / "api.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"a long first line\n")
        rotate(log)
        writer.write(b"next\n")

    assert log.read_bytes() == b"next\n"
    assert log.with_suffix(".log.1").read_bytes() == b"a long first line\n"
