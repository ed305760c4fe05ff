"""The generated half of docs/data-model.md: tables by domain, and how they refer to each other.

python -m scripts.export_erd write
python -m scripts.export_erd check
"""

import sys
from collections import defaultdict
from pathlib import Path

from sqlalchemy import Column, Enum, Table
from sqlalchemy.dialects import postgresql

from backend.models import Base

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "data-model.md"
START, END = "<!-- generated: begin -->", "<!-- generated: end -->"
# From the bottom of the stack to the top, as the import rules have it.
DOMAINS = (
    "core",
    "access",
    "audit",
    "jobs",
    "catalogue",
    "suppliers",
    "inventory",
    "procurement",
    "demand",
    "planning",
    "needs",
    "execution",
    "kpis",
    "recommendations",
    "alerts",
)
Tables = dict[str, list[tuple[Table, str]]]


def main(arguments: list[str]) -> int:
    if arguments not in (["write"], ["check"]):
        print("Say write or check.", file=sys.stderr)
        return 2
    before = DOCUMENT.read_text(encoding="utf-8")
    after = completed(before)
    if arguments == ["write"]:
        DOCUMENT.write_text(after, encoding="utf-8")
    elif before != after:
        print(
            "docs/data-model.md is stale; run python -m scripts.export_erd write.", file=sys.stderr
        )
        return 1
    return 0


def completed(document: str) -> str:
    """Return the document with what stands between the marks made anew."""
    head, _, rest = document.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n\n{described(tables_by_domain())}\n{END}{tail}"


def tables_by_domain() -> Tables:
    """Group tables by the package of their model, each with the first line of its docstring."""
    found: Tables = defaultdict(list)
    homes: dict[Table, str] = {}
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        if not isinstance(table, Table):
            continue
        domain = mapper.class_.__module__.split(".")[1]
        homes[table] = domain
        found[domain].append((table, (mapper.class_.__doc__ or "").strip().split("\n")[0]))
    for table in Base.metadata.tables.values():
        if table not in homes:
            # A table without a class of its own joins two others.
            owner = next(iter(sorted(table.foreign_keys, key=str))).column.table
            found[homes[owner]].append((table, "Which of the two belong together."))
    unknown = set(found) - set(DOMAINS)
    if unknown:
        raise SystemExit(f"Add {', '.join(sorted(unknown))} to DOMAINS in scripts/export_erd.py.")
    return found


def described(domains: Tables) -> str:
    return "\n".join(
        _section(name, sorted(domains[name], key=lambda entry: entry[0].fullname))
        for name in DOMAINS
        if domains.get(name)
    )


def _section(domain: str, tables: list[tuple[Table, str]]) -> str:
    lines = [f"## {domain}", "", "| Table | One row is |", "|---|---|"]
    lines += [f"| `{table.fullname}`{_kind(table)} | {row} |" for table, row in tables]
    stored = [table for table, _ in tables if not table.info.get("is_view")]
    if stored:
        lines += ["", "```mermaid", "erDiagram"]
        lines += [line for table in stored for line in _entity(table)]
        lines += sorted({line for table in stored for line in _references(table)})
        lines += ["```"]
    return "\n".join([*lines, ""])


def _kind(table: Table) -> str:
    if table.info.get("is_view"):
        return " (materialised view)" if table.name.startswith("mv_") else " (view)"
    return " (monthly partitions)" if _is_partitioned(table) else ""


def _is_partitioned(table: Table) -> bool:
    return bool(table.dialect_options["postgresql"]["partition_by"])


def _entity(table: Table) -> list[str]:
    columns = [f"    {_type(column)} {column.name}{_key(column)}" for column in table.columns]
    return [f"  {table.name} {{", *columns, "  }"]


def _type(column: Column[object]) -> str:
    """Name the type in one word, which is all that the diagram's language takes."""
    if isinstance(column.type, Enum) and column.type.name:
        return column.type.name
    name = column.type.compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
    words = {
        "TIMESTAMP WITH TIME ZONE": "timestamptz",
        "DOUBLE PRECISION": "double",
        "VARCHAR": "text",
        "FLOAT": "double",
    }
    return words.get(name, name.lower().replace("(18, 4)", "").replace(" ", "_"))


def _key(column: Column[object]) -> str:
    marks = [
        *(["PK"] if column.primary_key else []),
        *(["FK"] if column.foreign_keys else []),
        *(["UK"] if column.unique else []),
    ]
    return f" {','.join(marks)}" if marks else ""


def _references(table: Table) -> list[str]:
    lines = []
    for key in table.foreign_keys:
        few = "|o" if key.parent.nullable else "||"
        lines.append(f'  {key.column.table.name} {few}--o{{ {table.name} : "{key.parent.name}"')
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
