"""Name every platform's packages in the dashboard's lock file.

A registry mirror may hold the compiled packages of some platforms only. npm then leaves the
others out of package-lock.json without a word, and `npm ci` refuses the file for lacking them.
This adds what is missing by name, version and platform; npm installs only its own platform's.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from scripts.runtime.places import FRONTEND

LOCK = FRONTEND / "package-lock.json"
SYSTEMS = (
    *("aix", "android", "darwin", "freebsd", "linux"),
    *("netbsd", "openbsd", "openharmony", "sunos", "win32"),
)
PROCESSORS = ("arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64")
PLATFORM = re.compile(rf"-({'|'.join(SYSTEMS)})-({'|'.join(PROCESSORS)})(?:-|$)")
EXACT = re.compile(r"^\d+\.\d+\.\d+[\w.+-]*$")


def complete(lock: dict[str, Any]) -> list[str]:
    """Add the optional packages that are named but not listed; return their names."""
    packages: dict[str, dict[str, Any]] = lock["packages"]
    missing = {
        name: version
        for package in list(packages.values())
        for name, version in package.get("optionalDependencies", {}).items()
        if f"node_modules/{name}" not in packages and PLATFORM.search(name) and EXACT.match(version)
    }
    for name, version in missing.items():
        packages[f"node_modules/{name}"] = entry(name, version)
    lock["packages"] = {"": packages[""]} | dict(sorted(packages.items()))
    return sorted(missing)


def entry(name: str, version: str) -> dict[str, Any]:
    platform = PLATFORM.search(name)
    assert platform is not None
    described: dict[str, Any] = {"version": version, "cpu": [platform[2]]}
    if platform[1] == "linux":
        described["libc"] = ["musl" if "musl" in name else "glibc"]
    return described | {"optional": True, "os": [platform[1]]}


def main(path: Path = LOCK) -> int:
    lock = json.loads(path.read_text(encoding="utf-8"))
    added = complete(lock)
    if added:
        text = json.dumps(lock, indent=2, ensure_ascii=False) + "\n"
        path.write_text(text, encoding="utf-8")
        print(f"Added {len(added)} packages of other platforms to {path.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
