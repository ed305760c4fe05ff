"""The step 'load': a folder of files into the database. Reads and cleans all, then writes."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from backend.core import clock
from etl.clean.batches import Batch, Cleaning, Known, Part, days_spanned, demand_dates, in_periods
from etl.clean.parts import Unchanged
from etl.clean.period import Period, detect_period
from etl.load import organisation as org
from etl.load.calendar import fill_calendar
from etl.load.record import (
    begin_import,
    end_import,
    fail_import,
    record_part,
    upload_kept,
)
from etl.load.sql import count, execute
from etl.load.stock import report_sites
from etl.load.targets import Loading, load_part
from etl.load.transaction import transaction
from etl.load.unchanged import held_files
from etl.load.workspace import work_folder
from etl.pipeline import RunContext
from etl.quality import findings
from etl.settings import CALENDAR_DAYS_AHEAD
from etl.sources.errors import LoadRefused
from etl.sources.folder import content_hash, file_hash
from etl.sources.resolve import Resolved, resolve
from etl.sources.targets import FACTS, TargetName

CLEANING_SHARE = 0.4
LOADING_SHARE = 0.9
# What tells that a site reported; demand may simply not have been.
STOCK = (TargetName.STOCK_MOVEMENTS, TargetName.STOCK_SNAPSHOTS)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a load."""

    import_id: int | None
    is_unchanged: bool = False
    batches: tuple[Batch, ...] = ()
    rows_changed: int = 0
    notes: tuple[str, ...] = ()


def run(context: RunContext) -> Loaded:
    """Load the folder; without one there is nothing to do."""
    folder = context.folder
    if folder is None:
        context.progress.advance(1, "no folder was given: nothing to load")
        return Loaded(None)
    resolved = resolve(folder, context.mapping)
    hashes = {path.name: file_hash(path) for entry in resolved.assignments for path in entry.files}
    content = content_hash(hashes, resolved.mapping)
    with transaction(context.engine) as cursor:
        state = org.read_organisation(cursor)
    if state.input_hash == content and not (context.is_forced or context.is_dry_run):
        context.progress.note(f"{folder} has not changed since it was loaded.")
        return Loaded(None, is_unchanged=True)
    return _recorded(context, folder, resolved, hashes, content)


def _recorded(
    context: RunContext,
    folder: Path,
    resolved: Resolved,
    hashes: dict[str, str],
    content: str,
) -> Loaded:
    """Load, and leave a record of it also where it was refused."""
    state = _make_room(context, resolved)
    with transaction(context.engine) as cursor:
        import_id = begin_import(
            cursor,
            import_id=context.import_id,
            source=str(folder),
            mapping=resolved.source,
            is_dry_run=context.is_dry_run,
            requested_by=context.requested_by,
            job_run_id=context.job_run_id,
        )
    try:
        with work_folder(context.settings.output_dir) as work:
            loaded = _load(context, resolved, hashes, state, import_id, work)
        with transaction(context.engine) as cursor:
            end_import(cursor, import_id, content, loaded.notes)
            if context.import_id is None and not context.is_dry_run:
                org.write_input_hash(cursor, content)
    except Exception as error:
        sentence = str(error) if isinstance(error, LoadRefused) else "The load broke off."
        with transaction(context.engine) as cursor:
            fail_import(cursor, import_id, sentence)
        raise
    for note in loaded.notes:
        context.progress.note(note)
    return loaded


def _make_room(context: RunContext, resolved: Resolved) -> org.OrganisationState:
    """Empty the demo where real data replaces it and that is allowed."""
    with transaction(context.engine) as cursor:
        state = org.read_organisation(cursor)
        if context.is_dry_run:
            return state
        wanted = resolved.mapping.organisation
        if org.check_demo(state, wanted, may_replace=context.settings.replace_demo):
            context.progress.note("The demo data is emptied to make room.")
            with upload_kept(cursor, context.import_id):
                cursor.execute("SELECT core.empty_demo()")
            state = org.read_organisation(cursor)
    return state


def _load(
    context: RunContext,
    resolved: Resolved,
    hashes: dict[str, str],
    state: org.OrganisationState,
    import_id: int,
    work: Path,
) -> Loaded:
    cleaning = Cleaning(
        hashes,
        today=clock.today(),
        known=_known(context) if resolved.mapping.strict else None,
        tell=lambda share, message: context.progress.advance(share * CLEANING_SHARE, message),
        work=work,
        unchanged=_unchanged(context, state, import_id),
    )
    batches = cleaning.batches(resolved.assignments)
    _check_facts(batches, state)
    period = _period(resolved, batches, state, is_dry_run=context.is_dry_run)
    notes = _notes(resolved, batches)
    if context.is_dry_run:
        with transaction(context.engine) as cursor:
            for part in (part for batch in batches for part in batch.parts):
                record_part(cursor, import_id, part, changed=0)
        return Loaded(import_id, batches=tuple(batches), notes=tuple(notes))
    _prepare(context, resolved, batches, state, period)
    changed = _write(context, in_periods(batches, period or Period.DAY), import_id, period)
    changed += _derive_demand(context, resolved, import_id)
    with transaction(context.engine) as cursor:
        notes += [finding.sentence for finding in findings(cursor)]
    return Loaded(import_id, batches=tuple(batches), rows_changed=changed, notes=tuple(notes))


def _unchanged(
    context: RunContext, state: org.OrganisationState, import_id: int
) -> dict[str, Unchanged]:
    """Return what need not be read again; a run that is forced, or only tried, reads all.

    Weeks and months are added up over files, so that each of them counts again.
    """
    reads_all = context.is_forced or context.is_dry_run or context.import_id is not None
    if reads_all or state.demand_period is not Period.DAY:
        return {}
    with transaction(context.engine) as cursor:
        return held_files(cursor, import_id)


def _known(context: RunContext) -> Known:
    """Return the codes that the database has already; a strict mapping accepts these too."""
    with transaction(context.engine) as cursor:
        cursor.execute("SELECT sku FROM core.dim_item")
        items = frozenset(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT code FROM core.dim_site")
        sites = frozenset(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT code FROM core.dim_supplier")
        suppliers = frozenset(row[0] for row in cursor.fetchall())
    return {
        TargetName.ITEMS: items,
        TargetName.SITES: sites,
        TargetName.SUPPLIERS: suppliers,
    }


def _check_facts(batches: list[Batch], state: org.OrganisationState) -> None:
    if not state.has_items and not any(batch.main.target.name in FACTS for batch in batches):
        raise LoadRefused(
            "The folder holds neither demand, nor stock, nor orders: at least one must be there "
            "(docs/data-format.md)."
        )


def _period(
    resolved: Resolved,
    batches: list[Batch],
    state: org.OrganisationState,
    *,
    is_dry_run: bool,
) -> Period | None:
    """Return the period of the demand; None where the folder has none and none is stored."""
    wanted = resolved.mapping.organisation
    replaces_demo = is_dry_run and state.is_demo and not wanted.is_demo
    stored = None if replaces_demo else state.demand_period
    dates = demand_dates(batches)
    if dates.is_empty():
        return stored
    stated = wanted.demand_period
    found = Period(stated) if stated else detect_period(dates, stored)
    org.check_period(stored, found)
    return found


def _notes(resolved: Resolved, batches: list[Batch]) -> list[str]:
    notes = [
        f"{path.name} was not used: no part of the mapping takes it." for path in resolved.unused
    ]
    files = (file for batch in batches for file in batch.main.files)
    return notes + [
        f"{file.name} has a header but no rows." for file in files if not file.rows_read
    ]


def _prepare(
    context: RunContext,
    resolved: Resolved,
    batches: list[Batch],
    state: org.OrganisationState,
    period: Period | None,
) -> None:
    """Store what is known of the organisation, and make its calendar ready."""
    wanted = resolved.mapping.organisation
    span = days_spanned(batches)
    with transaction(context.engine) as cursor:
        org.write_organisation(cursor, wanted)
        if period is not None:
            org.write_period(cursor, period)
        if span is not None:
            country = wanted.country or state.country
            ahead = (span[0], span[1] + timedelta(days=CALENDAR_DAYS_AHEAD))
            changed = country != state.country
            fill_calendar(cursor, country, ahead, country_changed=changed)


def _write(context: RunContext, batches: list[Batch], import_id: int, period: Period | None) -> int:
    loading = Loading(import_id, period or Period.DAY)
    changed = 0
    for position, batch in enumerate(batches):
        share = position / len(batches) * (LOADING_SHARE - CLEANING_SHARE)
        context.progress.advance(CLEANING_SHARE + share, f"loading {batch.label}")
        with transaction(context.engine) as cursor:
            for part in batch.parts:
                rows = load_part(cursor, part, loading)
                record_part(cursor, import_id, part, changed=rows)
                _report_sites(cursor, part, context.requested_by)
                changed += rows
    return changed


def _report_sites(cursor: Cursor, part: Part, requested_by: str) -> None:
    if part.target.name in STOCK and not part.rows.is_empty():
        is_whole = all(file.rejects.is_empty() for file in part.files)
        report_sites(cursor, requested_by=requested_by, is_whole=is_whole)


def _derive_demand(context: RunContext, resolved: Resolved, import_id: int) -> int:
    """Read demand off the issues, or off deliveries where the mapping asks for it."""
    context.progress.advance(LOADING_SHARE, "deriving demand")
    source = resolved.mapping.organisation.demand_source or "ISSUES"
    with transaction(context.engine) as cursor:
        execute(cursor, "demand_partitions", {"source": source})
        changed = count(cursor, "derive_demand", {"source": source, "import_id": import_id})
        if changed:
            cursor.execute(
                "UPDATE support.organisation SET demand_period = coalesce(demand_period, 'D')"
                " WHERE demand_period IS NULL"
            )
        org.write_demand_source(cursor)
    return changed
