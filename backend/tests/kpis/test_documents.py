"""docs/kpis.md, docs/alerts.md and docs/caching.md say what the code does."""

import re
from pathlib import Path

import pytest

from backend.alerts.kinds import Action, AlertType
from backend.kpis.definitions import KPIS, Kpi

ROOT = Path(__file__).resolve().parents[3]
KPIS_PAGE = (ROOT / "docs" / "kpis.md").read_text(encoding="utf-8")
REMEMBERED = re.compile(r'remember\(\s*"(\w+)"')


def test_each_kpi_has_its_paragraph_in_the_order_of_the_registry() -> None:
    assert re.findall(r"^### (\w+)$", KPIS_PAGE, re.MULTILINE) == [kpi.slug for kpi in KPIS]


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.slug)
def test_each_paragraph_states_the_formula_and_the_source(kpi: Kpi) -> None:
    paragraph = KPIS_PAGE.split(f"### {kpi.slug}\n")[1].split("\n### ")[0]

    assert f"{kpi.title} ({kpi.unit}, {kpi.better} is better): `{kpi.formula}`" in paragraph
    for view in kpi.source_view.split(", "):
        assert f"`{view}`" in paragraph


def test_every_alert_type_and_action_is_documented() -> None:
    page = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| ([A-Z_]+) \|", page, re.MULTILINE) == [kind.value for kind in AlertType]
    assert all(action.value in page for action in Action)


def test_the_caching_page_lists_what_is_cached() -> None:
    page = (ROOT / "docs" / "caching.md").read_text(encoding="utf-8")
    sources = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "backend").rglob("*.py")
        if "tests" not in path.parts
    ]

    cached = {name for source in sources for name in REMEMBERED.findall(source)}

    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == cached
