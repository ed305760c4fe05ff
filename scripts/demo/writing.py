"""Files in the native format: written beside the folder first, so that it is never half new."""

import shutil
from pathlib import Path
from typing import Literal

import polars as pl

Format = Literal["csv", "parquet"]
TARGETS = ("items", "sites", "suppliers", "supplier_items", "demand", "stock_movements", "orders",
           "calendar", "promotions")  # fmt: skip
MAPPING = """\
# Demonstration data, generated; the files are in the native format and need no mapping of columns.
organisation:
  name: Nova Logística (demo)
  currency: BRL
  time_zone: America/Sao_Paulo
  country: BR
  demand_source: FILE
  is_demo: true
strict: true
"""


class Folder:
    """Collects the files in a sibling folder and moves them into place at the end."""

    def __init__(self, out: Path, file_format: Format) -> None:
        self.out = out
        self.format = file_format
        self.partial = out.with_name(out.name + ".partial")
        self.rows: dict[str, int] = {}
        shutil.rmtree(self.partial, ignore_errors=True)
        self.partial.mkdir(parents=True)

    def write(self, target: str, frame: pl.DataFrame, part: int | None = None) -> None:
        self.rows[target] = self.rows.get(target, 0) + frame.height
        name = target if part is None else f"{target}_{part + 1:03d}"
        path = self.partial / f"{name}.{self.format}"
        if self.format == "parquet":
            frame.write_parquet(path, compression="zstd")
        else:
            _plain_numbers(frame).write_csv(path, datetime_format="%Y-%m-%dT%H:%M:%SZ")

    def publish(self) -> None:
        """Put the files in place; the mapping goes last and so says that the folder is whole."""
        (self.partial / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / "mapping.yaml").unlink(missing_ok=True)
        for target in TARGETS:
            for old in [*self.out.glob(f"{target}.*"), *self.out.glob(f"{target}_[0-9]*.*")]:
                old.unlink()
        for path in sorted(
            self.partial.iterdir(), key=lambda p: (p.name == "mapping.yaml", p.name)
        ):
            path.replace(self.out / path.name)
        self.partial.rmdir()


def _plain_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """Write 12, not 12.0, where a quantity is whole."""
    quantities = [
        name
        for name, kind in frame.schema.items()
        if kind == pl.Float64 and ("quantity" in name or name == "pack_size")
    ]
    return frame.with_columns(pl.col(quantities).cast(pl.String).str.strip_suffix(".0"))
