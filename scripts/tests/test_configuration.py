"""No setting is without its line in .env.example and in docs/configuration.md."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from dotenv import dotenv_values

from backend.settings import Settings
from scripts.runtime.places import ROOT

TEMPLATE = ROOT / ".env.example"
DOCUMENT = ROOT / "docs" / "configuration.md"


def settings() -> set[str]:
    return {name.upper() for name in Settings.model_fields}


def in_document() -> set[str]:
    return set(re.findall(r"^\| `([A-Z0-9_]+)` \|", DOCUMENT.read_text("utf-8"), re.MULTILINE))


def in_template() -> set[str]:
    return set(dotenv_values(TEMPLATE))


def asked_for_by_make_run() -> set[str]:
    source = (ROOT / "scripts/runtime/options.py").read_text("utf-8")
    named = set(re.findall(r"given(?:\.get\(|, )\"([A-Z_]+)\"", source))
    return named | {"DEMO_ITEMS", "DEMO_SITES", "DEMO_DAYS"}


@pytest.mark.parametrize("known", [in_document, in_template], ids=["document", "template"])
def test_every_setting_is_there(known: Callable[[], set[str]]) -> None:
    assert sorted((settings() | asked_for_by_make_run()) - known()) == []


def test_document_and_template_name_the_same() -> None:
    assert sorted(in_document() ^ in_template()) == []


def test_nothing_is_described_that_nobody_reads() -> None:
    read = settings() | asked_for_by_make_run()
    sources = [ROOT / "docker-compose.prod.yml", ROOT / "backend" / "gunicorn.conf.py"]
    elsewhere = set(re.findall(r"\b[A-Z][A-Z0-9_]{2,}\b", "".join(map(text, sources))))

    assert sorted(in_template() - read - elsewhere) == []


def test_the_templates_values_are_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings():
        monkeypatch.delenv(name, raising=False)

    from_template = Settings(_env_file=TEMPLATE, database_url="postgresql:///x")

    assert from_template == Settings(_env_file=None, database_url="postgresql:///x")


def text(path: Path) -> str:
    return path.read_text("utf-8")
