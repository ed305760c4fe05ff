"""The documents: links lead somewhere, what they name exists, and nothing is out of reach."""

import re
from functools import cache
from pathlib import Path

import pytest

from scripts import export_erd

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
MAKE = re.compile(r"(?:^|`)make ([a-z][a-z0-9-]*)", re.MULTILINE)
TARGET = re.compile(r"^([a-z0-9-]+):.*## ", re.MULTILINE)
OURS = ("backend/", "etl/", "migrations/", "frontend/", "scripts/", "docs/")
# The browser journeys make these.
PICTURES = ROOT / "docs" / "screenshots"


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=named)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def links_of(path: Path) -> list[str]:
    prose = FENCED.sub("", text_of(path))
    return [link for link in LINK.findall(prose) if "://" not in link]


def anchors_of(path: Path) -> set[str]:
    """Return the headings as GitHub makes anchors of them."""
    headings = HEADING.findall(FENCED.sub("", text_of(path)))
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in headings}


@every_document
def test_links_lead_somewhere(path: Path) -> None:
    for link in links_of(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if target.is_relative_to(PICTURES):
            continue
        assert target.exists(), link
        if anchor:
            assert anchor in anchors_of(target), link


@every_document
def test_files_that_are_named_exist(path: Path) -> None:
    for code in CODE.findall(FENCED.sub("", text_of(path))):
        is_one_path = code.startswith(OURS) and not re.search(r"[\s<>*{}]", code)
        assert not is_one_path or (ROOT / code).exists(), code


@every_document
def test_commands_that_are_named_exist(path: Path) -> None:
    targets = set(TARGET.findall(text_of(ROOT / "Makefile")))

    assert set(MAKE.findall(text_of(path))) <= targets


def test_every_document_can_be_reached_from_the_index() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        path = waiting.pop()
        reached.add(path)
        linked = {(path.parent / link.partition("#")[0]).resolve() for link in links_of(path)}
        waiting += [found for found in linked & set(DOCUMENTS) if found not in reached]

    assert set((ROOT / "docs").rglob("*.md")) - reached == set()


def test_decisions_are_numbered_without_gaps() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    for number, path in enumerate(decisions, start=1):
        assert path.name.startswith(f"{number:04d}-")
        assert text_of(path).startswith(f"# {number}. ")


def test_the_data_model_is_that_of_the_models() -> None:
    document = text_of(export_erd.DOCUMENT)

    assert document == export_erd.completed(document), "run python -m scripts.export_erd write"


def test_words_on_the_screen_are_those_of_the_dashboard() -> None:
    messages = "\n".join(text_of(path) for path in (ROOT / "frontend/lib/i18n/en").glob("*.ts"))
    guide = text_of(ROOT / "docs" / "user-guide.md")

    for words in re.findall(r"\*\*([^*]+)\*\*", guide):
        assert f'"{words}"' in messages, words
