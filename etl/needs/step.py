"""The step 'needs': burn rates and stock status of every active event, and without one."""

from dataclasses import asdict, dataclass

from sqlalchemy import text

from backend.needs.burn.service import calculated_events, forget_closed_events, recalculate
from backend.needs.status.service import forget_closed_statuses
from etl.load.stock import derive
from etl.load.transaction import transaction
from etl.pipeline import RunContext
from etl.settings import SQL


@dataclass(frozen=True, slots=True)
class Calculated:
    """What came of it: events, and item-sites of all of them."""

    events: int
    rates: int


def run(context: RunContext) -> dict[str, int]:
    """Calculate each event in a transaction of its own, so that nobody waits for all of them."""
    context.progress.advance(0.05, "deriving daily stock of what was posted here")
    _derive_posted(context)
    with context.session_factory() as session:
        session.execute(text(_statement("judge_sites")))
        forget_closed_events(session)
        forget_closed_statuses(session)
        events = calculated_events(session)
    rates = 0
    for position, event_id in enumerate(events):
        context.progress.advance(0.1 + 0.9 * position / len(events), f"event {event_id}")
        with context.session_factory() as session:
            rates += recalculate(session, event_id)
    context.progress.note(f"needs: {rates:,} burn rates in {len(events)} events.")
    return asdict(Calculated(len(events), rates))


def _derive_posted(context: RunContext) -> None:
    """Let daily stock follow what documents posted; the load does it for files only."""
    with transaction(context.engine) as cursor:
        cursor.execute(_statement("posted_documents"))
        cursor.execute("SELECT EXISTS (SELECT FROM posted_movements)")
        row = cursor.fetchone()
        if row is not None and row[0]:
            derive(cursor)


def _statement(name: str) -> str:
    return (SQL / "needs" / f"{name}.sql").read_text(encoding="utf-8")
