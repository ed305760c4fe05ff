"""What the database itself refuses, whoever asks: changed history, wrong values, lost facts."""

import pytest
from sqlalchemy import TextClause, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from backend.models import Base
from migrations.tests.databases import APPLICATION, OWNER, Database

APPEND_ONLY = (
    "support.audit_logs",
    "core.stock_movement",
    "ops.alert_event",
    "ops.event_phase_history",
    "ops.warehouse_sync_log",
    "ops.needs_list_review_note",
    "ops.needs_list_approval",
    "ops.approval_notice",
    "ops.burn_rate_snapshot",
    "ops.donation_intake_item",
    "ops.goods_receipt",
    "ops.goods_receipt_item",
)
INSTANTS = {
    "core.stock_movement": "recorded_at",
    "ops.burn_rate_snapshot": "calculated_at",
    "ops.donation_intake_item": "expires_on",
}
CHANGES = {
    "update": "UPDATE {} SET {} = now()",
    "delete": "DELETE FROM {}",
    "truncate": "TRUNCATE {} CASCADE",
}
ENDED = (
    ("ops.needs_list", "REJECTED", "reject_reason"),
    ("ops.procurement", "REJECTED", "reject_reason"),
    ("ops.procurement", "CANCELLED", "cancel_reason"),
    ("ops.donation", "CANCELLED", "cancel_reason"),
    ("ops.transfer", "REJECTED", "end_reason"),
    ("ops.transfer", "CANCELLED", "end_reason"),
    ("ops.recommendation_decision", "REJECTED", "reason"),
)
# Table, constraint, the values that demand another, and that other.
DEMANDED = (
    ("ops.warehouse_sync_log", "failure_has_text", {"status": "'FAILED'"}, "error_text"),
    ("ops.donation_intake_item", "expiry_needs_lot", {"expires_on": "'2031-01-31'"}, "lot_number"),
    (
        "ops.procurement",
        "ordered_has_number",
        {
            "procurement_no": "'another'",
            "status": "'ORDERED'",
            "supplier_id": "(SELECT min(id) FROM core.dim_supplier)",
            "approved_at": "now()",
        },
        "po_number",
    ),
)
COUNTED = [
    table.fullname
    for table in Base.metadata.sorted_tables
    if "version" in table.columns and not table.info.get("is_view")
]
STAMPED = [
    table.fullname
    for table in Base.metadata.sorted_tables
    if "updated_at" in table.columns and not table.info.get("is_view")
]


@pytest.mark.parametrize("role", [OWNER, APPLICATION])
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_cannot_be_changed(
    loaded_once: Database, table: str, change: str, role: str
) -> None:
    instant = INSTANTS.get(table, "at")

    with pytest.raises(DBAPIError, match="only grows" if role == OWNER else "permission denied"):
        _run(loaded_once, role, CHANGES[change].format(table, instant))


@pytest.mark.parametrize("change", ["DELETE FROM {}", "TRUNCATE {}"])
def test_history_cannot_be_changed_by_way_of_a_partition(
    loaded_once: Database, change: str
) -> None:
    with pytest.raises(DBAPIError, match="only grows"):
        _run(loaded_once, OWNER, change.format("core.stock_movement_p202603"))


def test_history_cannot_be_emptied_by_way_of_what_it_refers_to(loaded_once: Database) -> None:
    with pytest.raises(DBAPIError, match="only grows"):
        _run(loaded_once, OWNER, "TRUNCATE core.dim_item CASCADE")


def test_the_application_cannot_pretend_to_empty_a_demo(loaded_once: Database) -> None:
    pretend = "SELECT set_config('quartermaster.emptying_demo', 'on', true); "
    for table in APPEND_ONLY:
        with pytest.raises(DBAPIError, match="permission denied"):
            _run(loaded_once, APPLICATION, f"{pretend} DELETE FROM {table}")
    with pytest.raises(DBAPIError, match="only grows"):
        _run(loaded_once, OWNER, f"{pretend} DELETE FROM support.audit_logs")


@pytest.mark.parametrize("table", COUNTED)
def test_a_version_counts_changes_and_nothing_else(loaded_once: Database, table: str) -> None:
    with loaded_once.trying(OWNER) as connection:
        before = connection.execute(_stamps(table)).one()

        connection.execute(text(f"UPDATE {table} SET version = version"))
        assert connection.execute(_stamps(table)).one() == before

        connection.execute(text(f"UPDATE {table} SET created_at = created_at - INTERVAL '1 day'"))
        after = connection.execute(_stamps(table)).one()

        connection.execute(text(f"UPDATE {table} SET version = 77"))
        forged = connection.execute(_stamps(table)).one()

    assert after.version == before.version + 1
    assert after.updated_at > before.updated_at
    assert forged.version == before.version + 2


@pytest.mark.parametrize("table", STAMPED)
def test_a_change_is_stamped(loaded_once: Database, table: str) -> None:
    with loaded_once.trying(OWNER) as connection:
        before = connection.execute(text(f"SELECT min(updated_at) FROM {table}")).scalar_one()

        connection.execute(text(f"UPDATE {table} SET created_at = created_at - INTERVAL '1 day'"))

        after = connection.execute(text(f"SELECT min(updated_at) FROM {table}")).scalar_one()
    assert after > before


@pytest.mark.parametrize(
    "quantiles",
    [
        "{0,1,2,3,4,5,6}",
        "{0,1,2,3,4,5,6,7,8}",
        "{-1,1,2,3,4,5,6,7}",
        "{0,2,1,3,4,5,6,7}",
        "{0,1,2,3,4,5,7,6}",
        "{0,1,2,3,4,5,6,Infinity}",
        "{0,1,2,3,4,5,6,NaN}",
        "{0,NaN,2,3,4,5,6,7}",
        "{NaN,NaN,NaN,NaN,NaN,NaN,NaN,NaN}",
        "{0,1,NULL,3,4,5,6,7}",
        "{NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL}",
        "{{0,1,2,3},{4,5,6,7}}",
        "{}",
    ],
)
def test_quantiles_that_are_none_are_refused(loaded_once: Database, quantiles: str) -> None:
    with pytest.raises(IntegrityError, match="quantiles_in_order"):
        _run(loaded_once, APPLICATION, f"UPDATE analytics.forecasts SET quantiles = '{quantiles}'")


def test_quantiles_may_be_equal(loaded_once: Database) -> None:
    with loaded_once.trying(APPLICATION) as connection:
        connection.exec_driver_sql("UPDATE analytics.forecasts SET quantiles = '{0,0,0,0,0,0,0,0}'")


def test_what_matters_most_sorts_on_top(loaded_once: Database) -> None:
    with loaded_once.as_role(APPLICATION) as connection:
        priorities = connection.execute(
            text("SELECT priority FROM analytics.recommendations ORDER BY priority DESC")
        ).scalars()
        levels = connection.execute(text("SELECT level FROM analytics.alerts ORDER BY level DESC"))

        assert list(priorities) == ["CRITICAL", "HIGH", "MEDIUM", "LOW"]
        assert list(levels.scalars()) == ["CRITICAL", "WARNING", "NORMAL"]


def test_files_whose_rows_do_not_add_up_are_refused(loaded_once: Database) -> None:
    with pytest.raises(IntegrityError, match="rows_add_up"):
        _run(loaded_once, APPLICATION, "UPDATE support.import_files SET rows_read = rows_read + 1")


@pytest.mark.parametrize("reason", ["NULL", "''"])
@pytest.mark.parametrize(("table", "status", "column"), ENDED)
def test_what_ends_without_a_reason_is_refused(
    loaded_once: Database, table: str, status: str, column: str, reason: str
) -> None:
    with pytest.raises(IntegrityError, match="_has_reason"):
        _run(
            loaded_once,
            APPLICATION,
            f"UPDATE {table} SET status = '{status}', {column} = {reason}",
        )


@pytest.mark.parametrize("missing", ["NULL", "''"])
@pytest.mark.parametrize(("table", "constraint", "values", "column"), DEMANDED)
def test_what_lacks_what_its_state_demands_is_refused(
    loaded_once: Database,
    table: str,
    constraint: str,
    values: dict[str, str],
    column: str,
    missing: str,
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        _run(loaded_once, APPLICATION, _copying(table, values | {column: missing}))
    with loaded_once.trying(APPLICATION) as connection:
        connection.exec_driver_sql(_copying(table, values | {column: "'PO-7'"}))


@pytest.mark.parametrize(("table", "status", "column"), ENDED)
def test_what_once_ended_without_a_reason_says_so_after_the_upgrade(
    loaded: Database, table: str, status: str, column: str
) -> None:
    loaded.downgrade("0037")
    _run(loaded, APPLICATION, f"UPDATE {table} SET status = '{status}', {column} = NULL")

    loaded.upgrade("0038")

    with loaded.as_role(APPLICATION) as connection:
        rows = connection.execute(text(f"SELECT DISTINCT status, {column} FROM {table}"))
        assert [tuple(row) for row in rows] == [(status, "No reason was recorded.")]


def test_a_purchase_once_ordered_without_a_number_outlives_the_upgrade(loaded: Database) -> None:
    _, constraint, values, column = DEMANDED[-1]
    loaded.downgrade("0039")
    _run(loaded, APPLICATION, _copying("ops.procurement", values | {column: "NULL"}))

    loaded.upgrade("0040")

    with pytest.raises(IntegrityError, match=constraint):
        _run(loaded, APPLICATION, "UPDATE ops.procurement SET notes = 'x' WHERE po_number IS NULL")


def _stamps(table: str) -> TextClause:
    return text(f"SELECT version, updated_at FROM {table} ORDER BY created_at, 1 LIMIT 1")


def _run(database: Database, role: str, statement: str) -> None:
    with database.as_role(role) as connection:
        connection.exec_driver_sql(statement)


def _copying(table: str, changed: dict[str, str]) -> str:
    """Return an INSERT of a row that is there already, with some values changed."""
    names = [column.name for column in Base.metadata.tables[table].columns if column.name != "id"]
    values = ", ".join(changed.get(name, name) for name in names)
    return f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} LIMIT 1"
