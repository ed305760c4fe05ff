"""What migrations say beside Alembic's own words: views, functions, triggers and grants."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alembic import op
from alembic.operations import MigrateOperation, Operations

HERE = Path(__file__).parent
APPLICATION = "quartermaster_app"


def _run(operations: Operations, sql: str) -> None:
    # Alembic wraps a string in text(), where ':name' would be a bind parameter.
    operations.execute(sql.replace(":", "\\:"))


class _Statement(MigrateOperation):
    """SQL that a word of ours stands for."""

    def __init__(self, sql: Iterable[str]) -> None:
        self.sql = list(sql)

    @classmethod
    def create_view(cls, operations: Operations, name: str, *, version: int) -> Any:
        """Create a view, with its indexes, from ``views/<schema>.<view>_vNN.sql``."""
        text = (HERE / "views" / f"{name}_v{version:02d}.sql").read_text(encoding="utf-8")
        # The fill is the first refresh's business; who may read it is said once, here.
        return operations.invoke(cls([text, f"GRANT SELECT ON {name} TO {APPLICATION}"]))

    @classmethod
    def drop_view(cls, operations: Operations, name: str) -> Any:
        """Drop a view; the prefix says whether it is materialised."""
        kind = "MATERIALIZED VIEW" if name.split(".")[1].startswith("mv_") else "VIEW"
        return operations.invoke(cls([f"DROP {kind} {name}"]))

    @classmethod
    def run_file(cls, operations: Operations, name: str) -> Any:
        """Run ``sql/<name>``: functions and triggers, frozen once merged."""
        return operations.invoke(cls([(HERE / "sql" / name).read_text(encoding="utf-8")]))

    @classmethod
    def make_hypertable(cls, operations: Operations, table: str, column: str) -> Any:
        """Let TimescaleDB cut a table of facts by month, where that is asked for."""
        return operations.invoke(cls(_hypertable(table, column) if wants_hypertables() else ()))

    @classmethod
    def touch_on_update(
        cls, operations: Operations, *tables: str, columns: Iterable[str] = ()
    ) -> Any:
        """Keep ``updated_at`` and ``version`` true by trigger on each table.

        Where ``columns`` are named, only a change of one of them counts.
        """
        which = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
        return operations.invoke(
            cls(
                f"CREATE TRIGGER touch_row BEFORE {which} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION support.touch_row()"
                for table in tables
            )
        )

    @classmethod
    def append_only(cls, operations: Operations, *tables: str) -> Any:
        """Let the application add rows to each table and nobody change or remove one."""
        return operations.invoke(cls(_append_only(tables)))

    @classmethod
    def grant(cls, operations: Operations, privileges: str, *tables: str) -> Any:
        """Give the application ``privileges`` on each table."""
        return operations.invoke(
            cls(f"GRANT {privileges} ON {table} TO {APPLICATION}" for table in tables)
        )


def wants_hypertables() -> bool:
    """Whether facts lie in hypertables of TimescaleDB (TIMESCALE=on) or in our own partitions."""
    return bool(op.get_context().opts.get("hypertables"))


def by_month(column: str) -> dict[str, Any]:
    """Return how ``create_table`` cuts a table of facts; a hypertable is whole before it is one."""
    return {} if wants_hypertables() else {"postgresql_partition_by": f"RANGE ({column})"}


def _hypertable(table: str, column: str) -> Iterable[str]:
    yield (
        f"SELECT create_hypertable('{table}', by_range('{column}', INTERVAL '1 month'), "
        "create_default_indexes => false)"
    )


def _append_only(tables: Iterable[str]) -> Iterable[str]:
    for table in tables:
        yield (
            f"CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION support.refuse_change()"
        )
        yield (
            f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION support.refuse_change()"
        )
        yield f"GRANT SELECT, INSERT ON {table} TO {APPLICATION}"


for word in (
    "create_view",
    "drop_view",
    "run_file",
    "make_hypertable",
    "touch_on_update",
    "append_only",
    "grant",
):
    Operations.register_operation(word)(_Statement)


@Operations.implementation_for(_Statement)
def _statement(operations: Operations, statement: _Statement) -> None:
    for sql in statement.sql:
        _run(operations, sql)
