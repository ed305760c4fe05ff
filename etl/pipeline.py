"""The steps of a run, in order, and what each is given."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from backend.core.database import session_scope
from backend.settings import Settings
from etl.errors import StepFailed
from etl.progress import Progress, Share
from etl.settings import COMMAND_LINE


@dataclass(frozen=True, slots=True)
class RunContext:
    """What a step is given. Sessions commit whole at the end of their block, or not at all."""

    engine: Engine
    progress: Progress
    settings: Settings
    folder: Path | None = None
    mapping: Path | None = None
    is_dry_run: bool = False
    is_forced: bool = False
    requested_by: str = COMMAND_LINE
    job_run_id: int | None = None
    import_id: int | None = None

    def session_factory(self) -> AbstractContextManager[Session]:
        return session_scope(self.engine)

    def part(self, start: float, end: float, label: str = "") -> "RunContext":
        """Return a context whose progress from 0 to 1 is this one's from ``start`` to ``end``."""
        return replace(self, progress=Share(self.progress, start, end, label))


Run = Callable[[RunContext], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the pipeline. ``share`` is how much of a whole run it usually takes."""

    name: str
    needs: tuple[str, ...]
    run: Run
    title: str
    share: float = 1.0


def _lazily(module: str, name: str) -> Run:
    """Import a step only when it runs: forecasting alone needs seconds to import."""

    def run(context: RunContext) -> object:
        try:
            found = import_module(module)
        except ModuleNotFoundError as error:
            if error.name is None or not module.startswith(error.name):
                raise
            raise StepFailed(f"The step '{name}' is not part of this installation.") from None
        step: Run = found.run
        return step(context)

    return run


def _step(name: str, title: str, *, needs: Sequence[str] = (), share: float = 1.0) -> Step:
    return Step(name, tuple(needs), _lazily(f"etl.{name}.step", name), title, share)


STEPS: tuple[Step, ...] = (
    _step("load", "read the folder into the database", share=2),
    _step("needs", "compute burn rates and stock status", needs=["load"]),
    _step("forecast", "forecast demand", needs=["load"], share=5),
    _step("plan", "classify items and plan orders", needs=["forecast"], share=2),
    _step("kpis", "compute KPIs and refresh the views", needs=["plan"]),
    _step("alerts", "open, update and resolve alerts", needs=["kpis"]),
)
STEP_NAMES = tuple(step.name for step in STEPS)
# What is run by name only, never as part of the pipeline.
UPKEEP = (
    _step("replay", "replay the past under several policies"),
    _step("upkeep", "make the months ahead ready and forget what is old"),
    _step("approvals", "remind of needs lists that wait for a decision"),
)


def chosen_steps(names: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps asked for, in pipeline order; all of them where none is named."""
    steps = {step.name: step for step in (*STEPS, *UPKEEP)}
    unknown = [name for name in names if name not in steps]
    if unknown:
        raise StepFailed(f"There is no step '{unknown[0]}': the steps are {', '.join(steps)}.")
    return tuple(steps[name] for name in steps if name in (names or STEP_NAMES))


def run_steps(
    context: RunContext,
    steps: Sequence[Step],
    *,
    stop_after: Callable[[object], bool] = lambda _result: False,
) -> list[object]:
    """Run the steps one after the other; each commits its own work. Return what they returned."""
    whole = sum(step.share for step in steps)
    done = 0.0
    results: list[object] = []
    for step in steps:
        part = context.part(done / whole, (done + step.share) / whole, step.name)
        part.progress.advance(0, step.title)
        results.append(step.run(part))
        part.progress.advance(1, "done")
        done += step.share
        if stop_after(results[-1]):
            break
    return results
