"""Recompile the lock files of Python, with hashes, and of the dashboard; for every platform."""

import subprocess
import sys
from pathlib import Path

from scripts import node_lock
from scripts.runtime.places import FRONTEND

BIN = Path(sys.executable).parent
COMPILE = (
    *("pip", "compile", "--quiet", "pyproject.toml", "--generate-hashes", "--no-header"),
    *("--no-emit-index-url", "--python-version", "3.11", "--universal"),
)


def main() -> int:
    if not (BIN / "uv").exists():
        subprocess.run([BIN / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
    subprocess.run([BIN / "uv", *COMPILE, "-o", "requirements.lock"], check=True)
    development = ("--extra", "dev", "-c", "requirements.lock", "-o", "requirements-dev.lock")
    subprocess.run([BIN / "uv", *COMPILE, *development], check=True)
    subprocess.run(["npm", "install", "--package-lock-only", "--prefix", FRONTEND], check=True)
    return node_lock.main()


if __name__ == "__main__":
    sys.exit(main())
