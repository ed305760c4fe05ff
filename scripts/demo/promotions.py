"""Promotions that are planned: after the last day of the data, for items that still live."""

from datetime import timedelta

import numpy as np
import polars as pl

from scripts.demo.catalogue import Catalogue
from scripts.demo.options import NEVER, Options

# How far ahead the shops plan, and how many days before an offer it is settled at the latest.
PLANNED_DAYS = 90
NOTICE_DAYS = 4


def frame(options: Options, catalogue: Catalogue) -> pl.DataFrame:
    """Return one row per planned promotion, at every site; none begins on the day of another."""
    rng = options.rng("promotions")
    living = catalogue.promoted & (catalogue.discontinued == NEVER)
    rows = []
    for item in np.flatnonzero(living):
        begins = int(rng.integers(NOTICE_DAYS, PLANNED_DAYS // 2))
        while begins < PLANNED_DAYS:
            last = begins + int(rng.integers(4, 14))
            rows.append((catalogue.skus[item], begins, last, round(rng.uniform(0.08, 0.25), 2)))
            begins = last + int(rng.integers(30, 75))
    planned = pl.DataFrame(
        rows,
        schema={"sku": pl.String, "begins": pl.Int64, "ends": pl.Int64, "discount": pl.Float64},
        orient="row",
    )
    days = [
        (pl.lit(options.end) + timedelta(days=1) * pl.col(name)).cast(pl.Date).alias(column)
        for name, column in (("begins", "starts_on"), ("ends", "ends_on"))
    ]
    return planned.select("sku", *days, "discount")
