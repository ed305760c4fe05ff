"""Secrets are made once and only their owner reads them."""

import stat
from pathlib import Path

import pytest

from scripts.runtime.failures import CannotStart
from scripts.runtime.keys import ensure_secret_key, write_private


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    key = tmp_path / "secret_key"

    ensure_secret_key(key)
    first = key.read_text(encoding="utf-8")
    key.chmod(0o644)
    ensure_secret_key(key)

    assert len(first.strip()) >= 32
    assert key.read_text(encoding="utf-8") == first
    assert mode(key) == 0o600


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    key = tmp_path / "secret_key"
    key.write_text("short", encoding="utf-8")

    with pytest.raises(CannotStart, match="fewer than 32"):
        ensure_secret_key(key)


def test_a_private_file_is_private_from_its_first_byte(tmp_path: Path) -> None:
    write_private(tmp_path / "credentials", "ADMIN admin secret\n")

    assert mode(tmp_path / "credentials") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["credentials"]
