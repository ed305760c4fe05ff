"""Demand of any size, written as a folder of Parquet files, a file a month.

The number of item-sites is fixed and the history grows, as it does in an organisation: one new
day is as large on twenty million rows as on one million.
"""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

MAPPING = """\
organisation:
  name: Benchmark
  currency: EUR
  time_zone: Europe/Lisbon
  country: PT
  demand_source: FILE
strict: true
"""
FAMILIES = 8
LAST_DAY = date(2026, 6, 30)


@dataclass(frozen=True, slots=True)
class Facts:
    """``rows`` of daily demand that end on ``last_day``, drawn from ``seed``."""

    rows: int
    items: int
    sites: int
    seed: int = 11
    last_day: date = LAST_DAY

    @property
    def days(self) -> int:
        return max(self.rows // (self.items * self.sites), 1)

    @property
    def first_day(self) -> date:
        return self.last_day - timedelta(days=self.days - 1)

    def write(self, folder: Path) -> Path:
        """Write masters and demand; what lay in the folder goes."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._items().write_parquet(folder / "items.parquet")
        self._sites().write_parquet(folder / "sites.parquet")
        every_day = pl.date_range(self.first_day, self.last_day, eager=True).alias("date")
        months = every_day.to_frame().group_by(pl.col("date").dt.truncate("1mo").alias("month"))
        for number, (_, days) in enumerate(sorted(months, key=lambda part: str(part[0])), 1):
            frame = self._demand(days["date"].sort())
            frame.write_parquet(folder / f"demand_{number:03d}.parquet", compression="lz4")
        (folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
        return folder

    def add_day(self, folder: Path) -> None:
        """Add a file with the day after the last one."""
        day = pl.Series("date", [self.last_day + timedelta(days=1)])
        self._demand(day).write_parquet(folder / "demand_new.parquet", compression="lz4")

    def _items(self) -> pl.DataFrame:
        return pl.DataFrame(
            {
                "sku": self._skus(),
                "name": [f"Material {number}" for number in range(self.items)],
                "family": [f"Family {number % FAMILIES}" for number in range(self.items)],
                "unit_cost": self._prices() * 0.6,
                "unit_price": self._prices(),
            }
        )

    def _sites(self) -> pl.DataFrame:
        codes = self._site_codes()
        return pl.DataFrame({"code": codes, "name": codes})

    def _skus(self) -> list[str]:
        return [f"SKU-{number:06d}" for number in range(self.items)]

    def _site_codes(self) -> list[str]:
        return [f"S{number:03d}" for number in range(self.sites)]

    def _prices(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.round(np.random.default_rng(1).gamma(2.0, 20.0, self.items) + 1, 2)

    def _demand(self, days: pl.Series) -> pl.DataFrame:
        """Return a row for each item, site and day, the newest last, as a system writes it."""
        draw = np.random.default_rng([self.seed, days[0].toordinal()])
        count = len(days) * self.items * self.sites
        item = np.tile(np.repeat(np.arange(self.items), self.sites), len(days))
        site = np.tile(np.arange(self.sites), len(days) * self.items)
        quantity = draw.poisson(6.0, count)
        return pl.DataFrame(
            {
                "date": pl.Series(np.repeat(days.to_numpy(), self.items * self.sites)),
                "sku": pl.Series(self._skus()).gather(item),
                "site_code": pl.Series(self._site_codes()).gather(site),
                "quantity": quantity,
                "unfilled_quantity": draw.binomial(2, 0.05, count),
                "returned_quantity": draw.binomial(1, 0.01, count),
                "unit_price": self._prices()[item],
                "on_promotion": draw.random(count) < 0.04,
            }
        )
