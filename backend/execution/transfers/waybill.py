"""The paper that travels with a transfer: what was sent, lot by lot, and room to count it."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from backend.core import clock
from backend.core.papers import Column, Paper
from backend.execution.transfers import queries
from backend.execution.transfers.errors import NoWaybill
from backend.execution.words import Words
from backend.inventory.models import Site


def waybill(session: Session, transfer_id: int, *, locale: str) -> Paper:
    """Return the waybill of a transfer that has left."""
    row = queries.transfer(session, transfer_id)
    if row["waybill_no"] is None:
        raise NoWaybill
    words = Words(locale, session.get_one(Site, row["from_site_id"]).time_zone)
    return Paper(
        title=words["waybill"],
        number=row["waybill_no"],
        facts=_facts(words, row),
        columns=_columns(words),
        rows=list(_rows(session, words, transfer_id)),
        remarks=[f"{words['note']}: {row['notes']}"] if row["notes"] else [],
        signatures=[words[name] for name in ("sent_by", "carried_by", "taken_in_by")],
        footer=f"{words['printed']} {words.moment(clock.now())}",
    )


def _facts(words: Words, row: Mapping[str, Any]) -> list[tuple[str, str]]:
    expected = words.moment(row["expected_arrival"])
    if row["is_arrival_estimated"] and expected:
        expected = f"{expected} ({words['estimated']})"
    facts = [
        (words["from"], f"{row['from_site_name']} ({row['from_site_code']})"),
        (words["to"], f"{row['to_site_name']} ({row['to_site_code']})"),
        (
            words["dispatched"],
            f"{words.moment(row['dispatched_at'])}, {row['dispatched_by'] or ''}",
        ),
        (words["expected"], expected),
        (words["transfer"], row["transfer_no"]),
    ]
    for name in ("needs_list", "event"):
        value = row["needs_list_no" if name == "needs_list" else "event_code"]
        if value is not None:
            facts.append((words[name], value))
    return facts


def _columns(words: Words) -> list[Column]:
    return [
        Column(words["sku"], 3),
        Column(words["item"], 6),
        Column(words["lot"], 3),
        Column(words["expires"], 3),
        Column(words["quantity"], 3, is_number=True),
        Column(words["unit"], 2),
        # Empty: whoever counts writes into it.
        Column(words["received"], 3, is_number=True),
    ]


def _rows(session: Session, words: Words, transfer_id: int) -> Iterator[tuple[str, ...]]:
    lines = queries.lines(transfer_id).order_by("sku")
    for line in session.execute(lines).mappings():
        for lot in line["lots"]:
            yield (
                line["sku"],
                line["item_name"],
                lot["lot_number"] or "",
                words.date(lot["expires_on"]),
                words.number(lot["quantity"]),
                line["unit"],
                "",
            )
