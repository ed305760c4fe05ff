"""python -m etl import legacy-needs-lists: the old JSON store, all of it or nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from backend.core.context import ActingContext, act_as
from backend.needs.lists.models import NeedsList
from backend.needs.lists.workflow import Status
from etl.legacy.known import Known, known, read_ids
from etl.legacy.records import OldList, read_record
from etl.legacy.values import Reject
from etl.legacy.write import Refused, write
from etl.sources.errors import LoadRefused

ACTOR = "MIGRATION"


class StoreUnreadable(LoadRefused):
    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}. It is the needs_list_store.json of the old system.")


@dataclass(slots=True)
class Outcome:
    """What an import did: old ids with their new numbers, those known already, and rejects."""

    imported: dict[str, str] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    is_written: bool = False


def run(
    engine: Engine,
    store: Path,
    *,
    ids: Path | None = None,
    is_dry_run: bool = False,
    skips_rejects: bool = False,
) -> Outcome:
    """Import a store in one transaction.

    With a single reject nothing is written, unless rejects are to be skipped; a dry run does
    all the same and then takes it back, so that what it says is what would happen.
    """
    records = read_store(store)
    codes = read_ids(ids)
    act_as(ActingContext(actor=ACTOR))
    with Session(engine) as session:
        outcome = _import(session, records, codes)
        outcome.is_written = not is_dry_run and (skips_rejects or not outcome.rejects)
        if outcome.is_written:
            session.commit()
        else:
            session.rollback()
    return outcome


def read_store(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoreUnreadable(path, str(error.strerror or error)) from error
    except ValueError as error:
        raise StoreUnreadable(path, "it is no JSON") from error
    records = document.get("needs_lists") if isinstance(document, dict) else None
    if not isinstance(records, dict):
        raise StoreUnreadable(path, "it has no object needs_lists")
    return records


def _import(
    session: Session, records: Mapping[str, Any], codes: Mapping[str, Mapping[str, str]]
) -> Outcome:
    outcome = Outcome()
    present = select(NeedsList.legacy_id, NeedsList.needs_list_no, NeedsList.id)
    rows = session.execute(present.where(NeedsList.legacy_id.is_not(None))).all()
    ids = {str(row.legacy_id): row.id for row in rows}
    outcome.present = {
        str(row.legacy_id): row.needs_list_no for row in rows if row.legacy_id in records
    }
    waiting = []
    for old_id, raw in records.items():
        if old_id in outcome.present:
            continue
        read = read_record(old_id, raw)
        outcome.rejects.extend(read.rejects)
        if read.record is not None:
            waiting.append(read.record)
    _write_all(session, known(session, codes), waiting, ids, outcome)
    return outcome


def _write_all(
    session: Session, here: Known, waiting: list[OldList], ids: dict[str, int], outcome: Outcome
) -> None:
    """Write lists, a superseded one after the list that took its place."""
    while waiting:
        ready = [old for old in waiting if not _lacks_successor(old, ids)]
        if not ready:
            break
        for old in ready:
            successor_id = ids.get(old.superseded_by or "")
            try:
                with session.begin_nested():
                    needs_list = write(session, here, old, successor_id)
            except Refused as refused:
                outcome.rejects.extend(refused.rejects)
            else:
                ids[old.old_id] = needs_list.id
                outcome.imported[old.old_id] = needs_list.needs_list_no
        waiting = [old for old in waiting if old not in ready]
    outcome.rejects.extend(
        Reject(old.old_id, "SUPERSEDED_BY_UNKNOWN", f"superseded_by: {old.superseded_by!r}")
        for old in waiting
    )


def _lacks_successor(old: OldList, ids: Mapping[str, int]) -> bool:
    return old.status is Status.SUPERSEDED and (old.superseded_by or "") not in ids
