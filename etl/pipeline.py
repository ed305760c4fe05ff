"""The steps of a run, in order, and what each is given."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from backend.core.database import session_scope
from backend.settings import Settings
from etl.errors import StepFailed
from etl.progress import Progress, Share


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
    requested_by: str = "command line"
    job_run_id: int | None = None
    import_id: int | None = None

    def session_factory(self) -> AbstractContextManager[Session]:
        return session_scope(self.engine)

    @contextmanager
    def part(self, start: float, end: float, label: str) -> Iterator["RunContext"]:
        """Give a context whose progress from 0 to 1 is this one's from ``start`` to ``end``."""
        yield self.with_progress(Share(self.progress, start, end, label))

    def with_progress(self, progress: Progress) -> "RunContext":
        names = (name for name in self.__slots__ if name != "progress")
        return RunContext(progress=progress, **{name: getattr(self, name) for name in names})


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
    _step("forecast", "forecast demand", needs=["load"], share=5),
    _step("plan", "classify items and plan orders", needs=["forecast"], share=2),
    _step("kpis", "compute KPIs and refresh the views", needs=["plan"]),
    _step("alerts", "open, update and resolve alerts", needs=["kpis"]),
)
STEP_NAMES = tuple(step.name for step in STEPS)


def chosen_steps(names: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps asked for, in pipeline order; all of them where none is named."""
    unknown = [name for name in names if name not in STEP_NAMES]
    if unknown:
        known = ", ".join(STEP_NAMES)
        raise StepFailed(f"There is no step '{unknown[0]}': the steps are {known}.")
    return tuple(step for step in STEPS if not names or step.name in names)


def run_steps(context: RunContext, steps: Sequence[Step]) -> None:
    """Run the steps one after the other; each commits its own work."""
    whole = sum(step.share for step in steps)
    done = 0.0
    for step in steps:
        with context.part(done / whole, (done + step.share) / whole, step.name) as part:
            part.progress.advance(0, step.title)
            step.run(part)
            part.progress.advance(1, "done")
        done += step.share
