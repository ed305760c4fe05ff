"""Recompile both lock files, with hashes, for every platform that Python 3.11 runs on."""

import subprocess
import sys
from pathlib import Path

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
    return 0


if __name__ == "__main__":
    sys.exit(main())
