"""python -m etl import legacy-needs-lists: idempotent, all or nothing, told list by list."""

from pathlib import Path
from typing import Any

import pytest

from backend.needs.lists.workflow import Status
from etl.__main__ import main
from etl.legacy.needs_lists import Outcome, run
from etl.sources.errors import LoadRefused
from etl.tests.conftest import Warehouse
from etl.tests.legacy.stores import (
    a_record,
    an_item,
    make_rows,
    of_every_status,
    write_ids,
    write_store,
)

LISTS = "SELECT count(*) FROM ops.needs_list"


@pytest.fixture
def rows(warehouse: Warehouse) -> Warehouse:
    make_rows(warehouse)
    return warehouse


def imported(warehouse: Warehouse, path: Path, records: Any, **options: Any) -> Outcome:
    return run(warehouse.engine, write_store(path, records), ids=write_ids(path), **options)


def an_approved_record() -> dict[str, Any]:
    return a_record(
        an_item(adjusted_qty=450, adjustment_reason="BUDGET_CONSTRAINT", shelf="B7"),
        an_item(item_id="TENT", gap_qty=None, inbound_strict_qty=0),
        status="APPROVED",
        submitted_by="ann",
        submitted_at="2025-12-01T11:00:00Z",
        approved_by="bob",
        approved_at="2025-12-01T12:00:00Z",
        history=[{"action": "APPROVED", "actor": "bob", "notes": "Go"}],
        colour="red",
    )


def test_a_list_keeps_what_it_was(rows: Warehouse, tmp_path: Path) -> None:
    outcome = imported(rows, tmp_path, {"17": an_approved_record()})

    assert outcome.imported == {"17": "NL-FLOOD-MAIN-20251201-001"}
    head = rows.rows(
        "SELECT status, phase, planning_window_hours, demand_window_hours, total_gap_quantity,"
        " warnings, legacy_id, legacy -> 'record' ->> 'colour', approved_at::text, confidence"
        " FROM ops.needs_list"
    )
    assert head == [
        (
            "APPROVED", "SURGE", 72, 6, 1200, ["burn_rate_estimated"], "17", "red",
            "2025-12-01 12:00:00+00", "MEDIUM",
        )
    ]  # fmt: skip
    lines = rows.rows(
        "SELECT unit, burn_rate, coverage_quantity, gap_quantity, adjusted_quantity,"
        " adjustment_reason_code, severity, warnings, formula_version,"
        " explanation -> 'legacy' ->> 'shelf' FROM ops.needs_list_item ORDER BY id"
    )
    assert [tuple(map(str, line)) for line in lines] == [
        (
            "LT", "50.50000000", "1000.0000", "500.0000", "450.0000", "BUDGET_CONSTRAINT",
            "WARNING", "['strict_inbound_mapping_best_effort']", "legacy", "B7",
        ),
        # Nobody recorded this gap, but what it follows from.
        (
            "LT", "50.50000000", "800.0000", "700.0000", "None", "None", "WARNING", "[]", "legacy",
            "None",
        ),
    ]  # fmt: skip


def test_a_list_keeps_who_did_what_and_holds_its_items(rows: Warehouse, tmp_path: Path) -> None:
    imported(rows, tmp_path, {"17": an_approved_record()})

    people = "SELECT username FROM support.users WHERE id = :id"
    ids = rows.rows("SELECT created_by, submitted_by, approved_by FROM ops.needs_list")[0]
    assert [rows.value(people, id=user_id) for user_id in ids] == ["ann", "ann", "bob"]
    audit = rows.rows("SELECT actor, after, reason FROM ops.needs_list_audit ORDER BY id")
    assert [(actor, reason) for actor, _, reason in audit] == [
        ("MIGRATION", None),
        ("MIGRATION", "Go"),
    ]
    assert audit[1][1]["legacy_history"]["actor"] == "bob"
    # An approved list holds its items until it ends.
    assert rows.value("SELECT count(*) FROM ops.needs_list_claim") == 2


def test_every_status_comes_over(rows: Warehouse, tmp_path: Path) -> None:
    outcome = imported(rows, tmp_path, of_every_status())

    assert outcome.rejects == []
    statuses = dict(rows.rows("SELECT legacy_id, status FROM ops.needs_list"))
    assert statuses == {f"old-{status.value}": status.value for status in Status}
    link = "SELECT legacy_id FROM ops.needs_list WHERE id = (SELECT superseded_by_id FROM"
    link += " ops.needs_list WHERE status = 'SUPERSEDED')"
    assert rows.value(link) == "old-DRAFT"
    assert rows.value("SELECT reject_reason FROM ops.needs_list WHERE status = 'REJECTED'")


def test_a_second_import_changes_nothing(rows: Warehouse, tmp_path: Path) -> None:
    records = of_every_status()
    first = imported(rows, tmp_path, records)
    again = imported(rows, tmp_path, {**records, "new": a_record(an_item())})

    assert again.present == first.imported
    assert list(again.imported) == ["new"]
    assert rows.value(LISTS) == len(Status) + 1


def test_one_reject_keeps_everything_out(rows: Warehouse, tmp_path: Path) -> None:
    records = {
        "good": a_record(an_item()),
        "event": a_record(an_item(), event_id=9),
        "site": a_record(an_item(), warehouse_id=9),
        "item": a_record(an_item(item_id=99), an_item(item_id=12), an_item(item_id="WATER")),
        "status": a_record(an_item(), status="LOST"),
        "successor": a_record(an_item(), status="SUPERSEDED", superseded_by="nobody"),
    }

    outcome = imported(rows, tmp_path, records)

    assert not outcome.is_written
    assert {(one.old_id, one.reason) for one in outcome.rejects} == {
        ("event", "EVENT_UNKNOWN"),
        ("site", "SITE_UNKNOWN"),
        ("item", "ITEM_UNKNOWN"),
        ("item", "ITEM_TWICE"),
        ("status", "STATUS_UNKNOWN"),
        ("successor", "SUPERSEDED_BY_UNKNOWN"),
    }
    assert rows.value(LISTS) == 0
    skipped = imported(rows, tmp_path, records, skips_rejects=True)
    assert list(skipped.imported) == ["good"]
    assert rows.value(LISTS) == 1


def test_two_active_lists_cannot_hold_the_same_item(rows: Warehouse, tmp_path: Path) -> None:
    records = {
        number: a_record(an_item(), status="PENDING_APPROVAL") for number in ("first", "second")
    }

    outcome = imported(rows, tmp_path, records, skips_rejects=True)

    assert [(one.old_id, one.reason) for one in outcome.rejects] == [
        ("second", "ITEM_SITE_CLAIMED")
    ]
    assert outcome.imported["first"] in outcome.rejects[0].detail
    assert rows.rows("SELECT legacy_id FROM ops.needs_list") == [("first",)]


def test_who_approved_their_own_list_is_named_but_not_believed(
    rows: Warehouse, tmp_path: Path
) -> None:
    own = {"submitted_by": "ann", "approved_by": "ann", "status": "FULFILLED"}

    imported(rows, tmp_path, {"1": a_record(an_item(), **own)})

    assert rows.rows(
        "SELECT approved_by, legacy -> 'people' ->> 'approved' FROM ops.needs_list"
    ) == [(None, "ann")]


def test_a_dry_run_says_everything_and_writes_nothing(
    rows: Warehouse,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", rows.url)
    store, ids = write_store(tmp_path, {"17": a_record(an_item())}), write_ids(tmp_path)
    command = ["import", "legacy-needs-lists", str(store), "--ids", str(ids)]

    assert main([*command, "--dry-run"]) == 0
    assert rows.value(LISTS) == 0
    assert main(command) == 0
    assert main(command) == 0

    assert capsys.readouterr().out.splitlines() == [
        "17 -> NL-FLOOD-MAIN-20251201-001",
        "1 lists imported, 0 known already, 0 rejected.",
        "This was a dry run: nothing was written.",
        "17 -> NL-FLOOD-MAIN-20251201-001",
        "1 lists imported, 0 known already, 0 rejected.",
        "17 -> NL-FLOOD-MAIN-20251201-001 (imported before)",
        "0 lists imported, 1 known already, 0 rejected.",
    ]


def test_rejects_are_told_and_end_with_an_error(
    rows: Warehouse,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", rows.url)
    store = write_store(tmp_path, {"17": a_record(an_item(), status="LOST")})

    assert main(["import", "legacy-needs-lists", str(store)]) == 1
    assert "17 rejected: STATUS_UNKNOWN status: 'LOST'" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["[", "[]", "{}", '{"needs_lists": []}'])
def test_another_file_is_refused(warehouse: Warehouse, tmp_path: Path, content: str) -> None:
    path = tmp_path / "store.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(LoadRefused, match=r"store\.json"):
        run(warehouse.engine, path)
    with pytest.raises(LoadRefused, match=r"absent\.json"):
        run(warehouse.engine, tmp_path / "absent.json")
