"""The step before a load: tables of the system before, written as a folder that can be loaded."""

import filecmp
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backend.settings import Settings
from etl.extract.database import opened
from etl.extract.plan import Planned, plan
from etl.extract.write import write
from etl.sources.errors import LoadRefused
from etl.sources.folder import MAPPING_NAMES, mapping_in
from etl.sources.mapping import Mapping
from etl.sources.mapping_file import read_mapping

# Lists what an extract has written, so that the next one knows what it may replace.
MARK = ".extracted"
FRESH = ".new"


@dataclass(frozen=True, slots=True)
class Extracted:
    """One table, and the file its rows are in now."""

    table: str
    file: str
    rows: int


def folder_of(settings: Settings) -> Path:
    return (settings.data_dir / "legacy").resolve()


def extract(
    settings: Settings,
    folder: Path,
    mapping: Path | None = None,
    tell: Callable[[str], None] = lambda _message: None,
) -> list[Extracted]:
    """Write every table that the mapping reads; what did not change stays as it is."""
    earlier = _written_before(folder)
    chosen = mapping or mapping_in(folder)
    wanted = read_mapping(chosen) if chosen is not None else Mapping()
    folder.mkdir(parents=True, exist_ok=True)
    done: list[Extracted] = []
    try:
        with opened(settings) as legacy:
            for planned in plan(legacy.tables(), wanted):
                tell(f"reading {planned.table.name}")
                rows = legacy.rows(planned.table, planned.columns)
                number = write(_fresh(folder, planned), planned, rows)
                done.append(Extracted(planned.table.name, planned.file, number))
    except BaseException:
        for path in folder.glob(f"*{FRESH}"):
            path.unlink()
        raise
    _put_in_place(folder, earlier, [entry.file for entry in done])
    if mapping is not None and mapping.resolve() != (folder / MAPPING_NAMES[0]).resolve():
        shutil.copyfile(mapping, folder / MAPPING_NAMES[0])
    return done


def is_extracted(folder: Path) -> bool:
    return (folder / MARK).is_file()


def _fresh(folder: Path, planned: Planned) -> Path:
    if Path(planned.file).name != planned.file:
        raise LoadRefused(f"The table '{planned.table.name}' cannot be a file's name.")
    return folder / f"{planned.file}{FRESH}"


def _written_before(folder: Path) -> set[str]:
    """Return what an earlier extract left; refuse a folder that holds anything else."""
    if not folder.exists():
        return set()
    mark = folder / MARK
    written = set(mark.read_text(encoding="utf-8").splitlines()) if mark.is_file() else set()
    known = written | {MARK, *MAPPING_NAMES}
    others = sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in known and not path.name.endswith(FRESH)
    )
    if others:
        raise LoadRefused(
            f"{folder} holds files of somebody else, such as {others[0]}: name an empty folder."
        )
    return written


def _put_in_place(folder: Path, earlier: set[str], files: list[str]) -> None:
    (folder / MARK).write_text("\n".join(sorted({*earlier, *files})) + "\n", encoding="utf-8")
    for name in files:
        fresh, place = folder / f"{name}{FRESH}", folder / name
        if place.exists() and filecmp.cmp(fresh, place, shallow=False):
            fresh.unlink()
        else:
            fresh.replace(place)
    for name in earlier - set(files):
        (folder / name).unlink(missing_ok=True)
    (folder / MARK).write_text("\n".join(sorted(files)) + "\n", encoding="utf-8")
