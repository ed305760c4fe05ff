"""Setting up installs what a lock file says, once, and says what it cannot get."""

from pathlib import Path

import pytest

from scripts import bootstrap


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    for lock in bootstrap.LOCKS.values():
        (tmp_path / lock).write_text(f"# {lock}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def commands(clone: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    seen: list[list[str]] = []

    def note(_title: str, command: list[str]) -> None:
        seen.append(command)

    monkeypatch.setattr(bootstrap, "run", note)
    return seen


def test_a_second_start_installs_nothing(commands: list[list[str]]) -> None:
    bootstrap.install_python_packages("run")
    bootstrap.install_python_packages("run")

    assert len(commands) == 1
    assert "--require-hashes" in commands[0]


def test_a_changed_lock_is_installed(clone: Path, commands: list[list[str]]) -> None:
    bootstrap.install_python_packages("run")
    (clone / "requirements.lock").write_text("# another\n", encoding="utf-8")

    bootstrap.install_python_packages("run")

    assert len(commands) == 2


def test_what_a_developer_has_is_enough_to_run(commands: list[list[str]]) -> None:
    bootstrap.install_python_packages("develop")
    bootstrap.install_python_packages("run")

    assert len(commands) == 1


def test_a_failed_installation_says_why(
    clone: Path,
) -> None:
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho Collecting x\necho ERROR: no match for x\nexit 1\n")
    python.chmod(0o755)

    with pytest.raises(bootstrap.CannotSetUp) as refusal:
        bootstrap.install_python_packages("run")

    assert str(refusal.value).endswith("requirements.lock.\nERROR: no match for x")
    assert not (clone / ".venv" / ".installed-run").exists()


@pytest.mark.parametrize("said", ["v18.19.0", "nothing"])
def test_an_old_node_is_one_sentence(
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {said}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    assert bootstrap.main(["run"]) == 1
    assert "Node.js 20 or newer is needed" in capsys.readouterr().err
