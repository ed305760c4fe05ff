"""One run from the command line or the worker: recorded, locked, and ended whatever happens."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import Engine, text

from backend.settings import Settings
from etl import deadman, job_runs
from etl.errors import StepFailed
from etl.extract.folder import extract, is_extracted
from etl.load.step import Loaded
from etl.pipeline import STEP_NAMES, RunContext, Step, chosen_steps, run_steps
from etl.progress import JobProgress
from etl.report import show, write_rejects
from etl.settings import COMMAND_LINE
from etl.sources.errors import LoadRefused


@dataclass(frozen=True, slots=True)
class Command:
    steps: tuple[str, ...] = ()
    folder: Path | None = None
    mapping: Path | None = None
    is_dry_run: bool = False
    is_forced: bool = False
    only_if_changed: bool = False
    job_run_id: int | None = None
    import_id: int | None = None
    rejects_file: Path | None = None
    requested_by: str = COMMAND_LINE

    @property
    def name(self) -> str:
        return self.steps[0] if len(self.steps) == 1 else "run"

    @property
    def arguments(self) -> dict[str, Any]:
        return {
            "steps": list(self.steps or STEP_NAMES),
            "folder": str(self.folder) if self.folder else None,
            "mapping": str(self.mapping) if self.mapping else None,
            "is_dry_run": self.is_dry_run,
        }


def execute(command: Command, settings: Settings, engine: Engine, console: Console) -> None:
    """Run the steps; the job's row says how it ended, also when it ended badly."""
    steps = _with_views(chosen_steps(command.steps), is_dry_run=command.is_dry_run)
    _check_migrated(engine)
    with job_runs.pipeline_lock(engine, waits=command.job_run_id is not None):
        job_run_id = command.job_run_id or job_runs.begin(
            engine, command.name, command.arguments, command.requested_by
        )
        try:
            _execute(command, settings, engine, console, steps, job_run_id)
        except BaseException as error:
            job_runs.fail(engine, job_run_id, _sentence(error))
            raise
        job_runs.succeed(engine, job_run_id)
    if command.name == "run" and not command.is_dry_run:
        deadman.signal(settings)


def _with_views(steps: tuple[Step, ...], *, is_dry_run: bool) -> tuple[Step, ...]:
    """Bring stock status and the views up to date after a load, whatever else was asked for."""
    if is_dry_run or "load" not in (step.name for step in steps):
        return steps
    return chosen_steps([*(step.name for step in steps), "needs", "kpis"])


def _execute(
    command: Command,
    settings: Settings,
    engine: Engine,
    console: Console,
    steps: tuple[Step, ...],
    job_run_id: int,
) -> None:
    with JobProgress(engine, job_run_id, console=console).shown() as progress:
        context = RunContext(
            engine=engine,
            progress=progress,
            settings=settings,
            folder=command.folder or _last_folder(engine, steps, settings),
            mapping=command.mapping,
            is_dry_run=command.is_dry_run,
            is_forced=command.is_forced,
            requested_by=command.requested_by,
            job_run_id=job_run_id,
            import_id=command.import_id,
        )
        chosen = steps[:1] if command.is_dry_run and steps[0].name == "load" else steps
        results = run_steps(
            context, chosen, stop_after=lambda result: _is_current(command, engine, result)
        )
    for loaded in (result for result in results if isinstance(result, Loaded)):
        _report(command, loaded, settings, console)


def _is_current(command: Command, engine: Engine, result: object) -> bool:
    """Tell whether the rest of the run would compute what is there already."""
    unchanged = isinstance(result, Loaded) and (result.is_unchanged or result.import_id is None)
    if command.steps == ("load",):
        return unchanged
    return (
        command.only_if_changed
        and unchanged
        and job_runs.last_run_is_current(engine, command.steps or STEP_NAMES)
    )


def _report(command: Command, loaded: Loaded, settings: Settings, console: Console) -> None:
    if not loaded.batches:
        return
    show(loaded, console)
    path = command.rejects_file or settings.output_dir / f"rejects-{loaded.import_id}.csv"
    rejected = write_rejects(loaded, path)
    if rejected:
        console.print(f"{rejected:,} rejects are in {path}", highlight=False)
    if command.is_dry_run:
        console.print("This was a dry run: no facts were written.")
    else:
        console.print(f"{loaded.rows_changed:,} rows changed.", highlight=False)


def _last_folder(engine: Engine, steps: tuple[Step, ...], settings: Settings) -> Path | None:
    """Return the folder loaded last, so that the nightly run sees what was put there since.

    One that was extracted from a legacy database is extracted anew while that is switched on.
    """
    if steps[0].name != "load":
        return None
    with engine.connect() as connection:
        source = connection.scalar(
            text(
                "SELECT source FROM support.imports WHERE kind = 'FOLDER' AND NOT is_dry_run"
                " AND status = 'SUCCEEDED' ORDER BY id DESC LIMIT 1"
            )
        )
    folder = Path(source) if source else None
    if folder is None or not folder.is_dir():
        return None
    if settings.enable_legacy_mysql and is_extracted(folder):
        extract(settings, folder)
    return folder


def _check_migrated(engine: Engine) -> None:
    with engine.connect() as connection:
        if connection.scalar(text("SELECT to_regclass('support.job_run')")) is None:
            raise StepFailed("The database has no tables yet: run 'make migrate' first.")


def _sentence(error: BaseException) -> str:
    if isinstance(error, StepFailed | LoadRefused):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return "Stopped by a person; it is safe to run it again."
    return f"It broke off ({type(error).__name__}); the log has the details."
