"""The tools that tests need are found, or it is said what is missing."""

from pathlib import Path

import pytest

from scripts.testing import chromium, postgres15
from scripts.testing.packages import Missing
from scripts.testing.stack import environment, free_ports


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser, a server or apt."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.delenv("POSTGRES15_BIN", raising=False)
    monkeypatch.setattr(chromium, "CACHES", ())
    monkeypatch.setattr(postgres15, "BINARIES", tmp_path / "postgresql")
    return tmp_path


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.usefixtures("bare_machine")
def test_a_missing_browser_is_told_with_what_to_do() -> None:
    with pytest.raises(Missing, match="apt-get install chromium"):
        chromium.find()


def test_the_named_browser_comes_first(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = program(bare_machine / "own" / "chrome")
    program(bare_machine / "chromium")
    monkeypatch.setenv("CHROMIUM_PATH", str(named))

    assert chromium.find() == named


def test_a_named_browser_that_is_none_is_told(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare_machine / "chromium")
    monkeypatch.setenv("CHROMIUM_PATH", str(bare_machine / "nothing"))

    with pytest.raises(Missing, match="CHROMIUM_PATH names"):
        chromium.find()


def test_the_systems_browser_then_playwrights(bare_machine: Path) -> None:
    cached = program(bare_machine / "browsers/chromium-1200/chrome-linux64/chrome")
    assert chromium.find() == cached

    installed = program(bare_machine / "google-chrome")
    assert chromium.find() == installed


@pytest.mark.usefixtures("bare_machine")
def test_a_missing_postgresql_15_is_told_with_what_to_do() -> None:
    with pytest.raises(Missing, match="apt-get install postgresql-15"):
        postgres15.binaries()


def test_free_ports_differ() -> None:
    assert len(set(free_ports(5))) == 5


def test_a_throw_away_stack_never_meets_somebodys_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///real")
    monkeypatch.setenv("DATA", "/real/data")

    told = environment(tmp_path)

    assert told["DATABASE_URL"] == told["DATA"] == told["REDIS_URL"] == ""
    assert told["DATA_DIR"] == str(tmp_path)
