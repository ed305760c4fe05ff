"""Where a run keeps its files. Everything it makes lies in one folder, `.data` by default."""

import os
from dataclasses import dataclass
from pathlib import Path

from scripts.runtime.failures import CannotStart

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"


@dataclass(frozen=True, slots=True)
class Places:
    data: Path

    @property
    def postgres(self) -> Path:
        return self.data / "postgres"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def credentials(self) -> Path:
        return self.data / "credentials"

    @property
    def secret_key(self) -> Path:
        return self.data / "secret_key"

    @property
    def demo(self) -> Path:
        return self.data / "demo"

    @property
    def legacy(self) -> Path:
        """What was extracted from the system before; `python -m etl extract` writes it."""
        return self.data / "legacy"

    @property
    def dashboard(self) -> Path:
        return self.data / "dashboard"

    @property
    def lock(self) -> Path:
        return self.data / "run.lock"

    @property
    def children(self) -> Path:
        return self.data / "children.json"

    @property
    def input(self) -> Path:
        """Tells which folder was loaded last, and whether the pipeline got to its end."""
        return self.data / "input.json"

    @property
    def ready(self) -> Path:
        """Exists while everything is up; tests wait for it."""
        return self.data / "ready.json"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def make(self) -> None:
        """Make the folders, private to whoever runs this."""
        try:
            self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.logs.mkdir(exist_ok=True)
        except OSError as error:
            raise CannotStart(f"{self.data} cannot be written: {error.strerror}.") from None
        if not os.access(self.data, os.W_OK):
            raise CannotStart(f"{self.data} cannot be written: permission denied.")
