"""The key that tokens are signed with: made once, readable by its owner only."""

import os
import secrets
from pathlib import Path

from scripts.runtime.failures import CannotStart


def ensure_secret_key(path: Path) -> None:
    if path.exists():
        if len(path.read_text(encoding="utf-8").strip()) < 32:
            raise CannotStart(f"{path} holds fewer than 32 characters; remove it to get a new key.")
        path.chmod(0o600)
        return
    write_private(path, secrets.token_urlsafe(48) + "\n")


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else can read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
