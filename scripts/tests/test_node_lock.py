"""The dashboard's lock file installs on every platform, whichever machine wrote it."""

import copy
import json
from typing import Any

from scripts.node_lock import LOCK, complete

WRITTEN: dict[str, Any] = {
    "packages": {
        "": {"name": "dashboard"},
        "node_modules/next": {
            "version": "16.0.0",
            "optionalDependencies": {
                "@next/swc-linux-x64-gnu": "16.0.0",
                "@next/swc-darwin-arm64": "16.0.0",
                "@next/swc-linux-riscv64-musl": "16.0.0",
                "sharp": "^0.34.0",
            },
        },
        "node_modules/@next/swc-linux-x64-gnu": {"version": "16.0.0", "integrity": "sha512-x"},
    }
}


def test_other_platforms_are_named_with_their_version() -> None:
    lock = copy.deepcopy(WRITTEN)

    added = complete(lock)

    assert added == ["@next/swc-darwin-arm64", "@next/swc-linux-riscv64-musl"]
    packages = lock["packages"]
    assert packages["node_modules/@next/swc-darwin-arm64"] == {
        "version": "16.0.0",
        "cpu": ["arm64"],
        "optional": True,
        "os": ["darwin"],
    }
    assert packages["node_modules/@next/swc-linux-riscv64-musl"]["libc"] == ["musl"]
    assert packages["node_modules/@next/swc-linux-x64-gnu"]["integrity"] == "sha512-x"
    assert next(iter(packages)) == ""


def test_a_complete_lock_stays_as_it_is() -> None:
    lock = copy.deepcopy(WRITTEN)
    complete(lock)
    once = copy.deepcopy(lock)

    assert complete(lock) == []
    assert lock == once


def test_the_committed_lock_is_complete() -> None:
    assert complete(json.loads(LOCK.read_text(encoding="utf-8"))) == []
