"""The API contract and its TypeScript types: write them, or check that they are up to date.

python -m scripts.contract write
python -m scripts.contract check
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts import export_postman
from scripts.runtime.places import FRONTEND, ROOT

CONTRACT = ROOT / "docs" / "api" / "openapi.json"
TYPES = FRONTEND / "lib" / "api" / "schema.d.ts"
FLASK = Path(sys.executable).parent / "flask"
# Describing the routes opens no connection and signs nothing, but the settings ask for both.
SETTINGS = {
    "DATABASE_URL": "postgresql:///unused",
    "SECRET_KEY": "only-to-describe-the-routes-" * 2,
}


def main(arguments: list[str]) -> int:
    if arguments == ["write"]:
        write(CONTRACT, TYPES)
        return export_postman.main()
    if arguments != ["check"]:
        print("Say write or check.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / CONTRACT.name, Path(folder) / TYPES.name
        write(*fresh)
        stale = [old for old, new in zip((CONTRACT, TYPES), fresh, strict=True) if differ(old, new)]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is stale; run make api.", file=sys.stderr)
    return 1 if stale else 0


def write(contract: Path, types: Path) -> None:
    contract.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [FLASK, "--app", "backend.app", "openapi", "--output", contract, "--indent", "2"],
        cwd=ROOT,
        env=os.environ | SETTINGS,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    subprocess.run(
        [FRONTEND / "node_modules/.bin/openapi-typescript", contract, "-o", types],
        cwd=FRONTEND,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def differ(old: Path, new: Path) -> bool:
    return not old.exists() or old.read_bytes() != new.read_bytes()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as failed:
        print(f"{Path(str(failed.cmd[0])).name} failed; see above.", file=sys.stderr)
        sys.exit(1)
