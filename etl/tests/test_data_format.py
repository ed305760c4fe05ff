"""docs/data-format.md lists exactly what the code knows."""

import re

import pytest

from etl.clean.reasons import HINTS
from etl.sources.mapping import ColumnSource, FileMapping, Filter, Operator, OrganisationMapping
from etl.sources.mapping_file import parse_mapping
from etl.sources.resolve import EXAMPLES
from etl.sources.targets import TARGETS, TargetName
from etl.tests.conftest import ROOT

PAGE = (ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return PAGE.split(f"\n### {title}\n")[1].split("\n#")[0]


@pytest.mark.parametrize("name", list(TARGETS))
def test_every_column_is_described_and_no_other(name: TargetName) -> None:
    rows = re.findall(r"^\| `(\w+)`(\*?) \|", section(name), re.MULTILINE)

    assert [column for column, _ in rows] == list(TARGETS[name].column_names)
    assert [column for column, star in rows if star] == list(TARGETS[name].required)


def test_every_reason_is_listed_with_its_hint() -> None:
    rows = re.findall(r"^\| ([A-Z_]+) \| (.*) \|$", PAGE, re.MULTILINE)

    assert rows == [(str(reason), hint) for reason, hint in HINTS.items()]


def test_every_key_of_a_mapping_is_described() -> None:
    models = (FileMapping, ColumnSource, Filter, OrganisationMapping)
    keys = {key for model in models for key in model.model_fields} - {"is_demo"}

    missing = {key for key in keys if not re.search(rf"[`\s{{]{key}[`:]", PAGE)}
    assert missing == set()
    assert {op for op in Operator if f"`{op}`" not in PAGE} == set()


def test_the_example_on_the_page_is_a_mapping() -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]

    assert parse_mapping(example, "example").files[0].target is TargetName.DEMAND


def test_every_shipped_mapping_is_listed() -> None:
    assert set(re.findall(r"examples/(\w+\.yaml)", PAGE)) == {
        path.name for path in EXAMPLES.glob("*.yaml")
    }
