"""Which data a run shows: a person's folder, what is there already, or a demonstration."""

import hashlib
import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.runtime.database import Database
from scripts.runtime.failures import CannotStart
from scripts.runtime.options import Options
from scripts.runtime.places import Places
from scripts.runtime.steps import Runner
from scripts.runtime.terminal import Terminal

IS_EMPTY = """
    NOT EXISTS (SELECT FROM core.dim_item)
    AND NOT EXISTS (SELECT FROM core.fact_demand_daily)
    AND NOT EXISTS (SELECT FROM core.fact_orders)
    AND NOT EXISTS (SELECT FROM core.stock_movement)
"""
IS_DEMO = "EXISTS (SELECT FROM support.organisation WHERE is_demo)"
# How far it is, said for logs only; the bar showed it already.
PROGRESS_LINE = re.compile(r"\s*\d+% ")
INPUT_HASH = "(SELECT input_hash FROM support.organisation)"


@dataclass(frozen=True, slots=True)
class Source:
    """A folder to load, and the mapping that reads it."""

    folder: Path
    mapping: Path | None

    def fingerprint(self) -> str:
        """Change when a file does, without reading gigabytes: by name, size and time."""
        seen = hashlib.sha256(str(self.folder).encode())
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        for path in [*files, *([self.mapping] if self.mapping else [])]:
            status = path.stat()
            seen.update(f"\0{path}\0{status.st_size}\0{status.st_mtime_ns}".encode())
        return seen.hexdigest()


def ensure(options: Options, database: Database, runner: Runner, terminal: Terminal) -> None:
    """Load what is new and run the pipeline over it; do nothing where nothing changed."""
    refuse_to_mix(options, database)
    source = choose(options, database, runner, terminal)
    if source is None or is_loaded(options.places, source, database):
        terminal.say("· The data is as the last run left it")
        return
    command: list[str | Path] = [sys.executable, "-m", "etl", "run", "--if-changed"]
    command += ["--data", source.folder]
    if source.mapping is not None:
        command += ["--mapping", source.mapping]
    fingerprint = source.fingerprint()
    remember(options.places, source, "", None)
    with terminal.step("Loading the data, forecasting and planning") as step:
        log = options.places.log("pipeline")
        said = runner.run(
            step, command, log=log, progress=database.progress, extra={"COLUMNS": "110"}
        )
    for line in said.splitlines():
        if line.strip() and not PROGRESS_LINE.match(line):
            terminal.say(f"  {line}")
    remember(options.places, source, fingerprint, database.value(INPUT_HASH))


def refuse_to_mix(options: Options, database: Database) -> None:
    brings_data = options.input_folder is not None or options.reads_legacy
    if not brings_data or options.replace_demo:
        return
    if options.input_folder != options.places.demo and database.value(IS_DEMO):
        raise CannotStart(
            "The database holds demo data, which is not mixed with yours; add REPLACE_DEMO=1 to "
            "empty it first, or DATA_DIR=<another folder> to keep both."
        )


def choose(
    options: Options, database: Database, runner: Runner, terminal: Terminal
) -> Source | None:
    if options.reads_legacy:
        read_legacy(options, runner, terminal)
        return Source(options.places.legacy, None)
    if options.input_folder is not None:
        return Source(options.input_folder, options.mapping)
    if database.value(IS_EMPTY):
        generate_demo(options, runner, terminal)
        return Source(options.places.demo, None)
    noted = read_note(options.places)
    if noted is not None and not noted["fingerprint"]:
        # The last run was ended in the middle of the pipeline.
        source = Source(Path(noted["folder"]), Path(noted["mapping"]) if noted["mapping"] else None)
        return source if source.folder.is_dir() else None
    return None


def read_legacy(options: Options, runner: Runner, terminal: Terminal) -> None:
    """Write the legacy database as a folder; files that say the same stay as they are."""
    command: list[str | Path] = [sys.executable, "-m", "etl", "extract", options.places.legacy]
    if options.mapping is not None:
        command += ["--mapping", options.mapping]
    with terminal.step("Reading the legacy database") as step:
        runner.run(step, command, log=options.places.log("extract"))


def is_loaded(places: Places, source: Source, database: Database) -> bool:
    """Whether the pipeline ran to its end over these very files, in this very database."""
    noted = read_note(places)
    return (
        noted is not None
        and noted["fingerprint"] == source.fingerprint()
        and noted["input_hash"] is not None
        and noted["input_hash"] == database.value(INPUT_HASH)
    )


def generate_demo(options: Options, runner: Runner, terminal: Terminal) -> None:
    """Generate beside the place and move there, so that a kill leaves no half of it."""
    fresh = options.places.demo.with_name("demo.new")
    shutil.rmtree(fresh, ignore_errors=True)
    size = [f"--{name}={number}" for name, number in options.demo_size.items()]
    with terminal.step("Generating demo data") as step:
        command: list[str | Path] = [
            sys.executable,
            "scripts/generate_demo_data.py",
            "--out",
            fresh,
            *size,
        ]
        runner.run(step, command, log=options.places.log("demo"))
    shutil.rmtree(options.places.demo, ignore_errors=True)
    fresh.rename(options.places.demo)


def remember(places: Places, source: Source, fingerprint: str, input_hash: object) -> None:
    note = {
        "folder": str(source.folder),
        "mapping": str(source.mapping) if source.mapping else "",
        "fingerprint": fingerprint,
        "input_hash": input_hash,
    }
    fresh = places.input.with_suffix(".new")
    fresh.write_text(json.dumps(note), encoding="utf-8")
    fresh.replace(places.input)


def read_note(places: Places) -> dict[str, str] | None:
    try:
        note = json.loads(places.input.read_text(encoding="utf-8"))
        return {name: note[name] for name in ("folder", "mapping", "fingerprint", "input_hash")}
    except (OSError, ValueError, KeyError, TypeError):
        return None
