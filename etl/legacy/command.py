"""The command line of legacy imports: what it takes and what it says."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from backend.core.database import make_engine
from backend.settings import Settings

if TYPE_CHECKING:
    from etl.legacy.needs_lists import Outcome


def add_import(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True)
    lists = kinds.add_parser("legacy-needs-lists", help="a needs_list_store.json")
    lists.add_argument("store", type=Path, metavar="FILE", help="the old store")
    lists.add_argument("--ids", type=Path, metavar="FILE", help="what its keys stand for here")
    lists.add_argument("--dry-run", action="store_true", help="say what would happen, no more")
    lists.add_argument(
        "--skip-rejects", action="store_true", help="import the rest where some are rejected"
    )


def import_needs_lists(options: argparse.Namespace, settings: Settings) -> int:
    """Import a store and say what became of each of its lists; 1 where nothing was written."""
    # A third of a second, which every other command would wait for.
    from etl.legacy.needs_lists import run

    engine = make_engine(settings.database_url, application_name="quartermaster import")
    try:
        outcome = run(
            engine,
            options.store,
            ids=options.ids,
            is_dry_run=options.dry_run,
            skips_rejects=options.skip_rejects,
        )
    finally:
        engine.dispose()
    sys.stdout.write(told(outcome, is_dry_run=options.dry_run))
    return 0 if outcome.is_written or (options.dry_run and not outcome.rejects) else 1


def told(outcome: "Outcome", *, is_dry_run: bool) -> str:
    """Return a line for each list, each reject, and what it comes to."""
    lines = [f"{old} -> {new}" for old, new in outcome.imported.items()]
    lines += [f"{old} -> {new} (imported before)" for old, new in outcome.present.items()]
    lines += [f"{one.old_id} rejected: {one.reason} {one.detail}" for one in outcome.rejects]
    refused = len({one.old_id for one in outcome.rejects})
    lines.append(
        f"{len(outcome.imported)} lists imported, {len(outcome.present)} known already, "
        f"{refused} rejected."
    )
    if is_dry_run:
        lines.append("This was a dry run: nothing was written.")
    elif not outcome.is_written:
        lines.append("Nothing was written. Mend the rejects, or leave them out: --skip-rejects.")
    return "\n".join(lines) + "\n"
