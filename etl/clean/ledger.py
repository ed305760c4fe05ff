"""Counts against the ledger: what must be posted so that the ledger agrees with every count.

A count says what was there at an instant. It stays true whatever is loaded later: a movement that
happened before it, or an earlier count, shifts the balance, and the difference is posted at the
next count, so that every balance from there on is what was counted. Quantities are whole numbers
of ten-thousandths, so that sums are exact.
"""

import polars as pl

BUCKET = ["item_id", "site_id", "lot_id"]
LEDGER_SCHEMA = {
    "item_id": pl.Int64,
    "site_id": pl.Int64,
    "lot_id": pl.Int64,
    "at": pl.Int64,
    "quantity": pl.Int64,
    "is_count": pl.Boolean,
    "is_new": pl.Boolean,
}
SNAPSHOT_SCHEMA = {
    "item_id": pl.Int64,
    "site_id": pl.Int64,
    "lot_id": pl.Int64,
    "at": pl.Int64,
    "on_hand": pl.Int64,
}


def counts_to_post(ledger: pl.DataFrame, snapshots: pl.DataFrame) -> pl.DataFrame:
    """Return the COUNT lines to post: bucket, at, quantity and how many counts stand there.

    ``ledger`` has the lines already posted and, marked ``is_new``, those about to be.
    A snapshot replaces what an earlier load counted at the same instant.
    """
    targets = _targets(ledger, snapshots)
    posted = ledger.with_columns(pl.lit(None, dtype=pl.Int64).alias("on_hand")).select(
        *BUCKET, "at", "quantity", "on_hand", pl.lit(0).alias("rank")
    )
    marks = targets.select(
        *BUCKET,
        "at",
        pl.lit(0, dtype=pl.Int64).alias("quantity"),
        "on_hand",
        pl.lit(1).alias("rank"),
    )
    # All lines of an instant count before the count of that instant.
    walked = (
        pl.concat([posted, marks])
        .sort(*BUCKET, "at", "rank")
        .with_columns(pl.col("quantity").cum_sum().over(BUCKET).alias("balance"))
        .filter(pl.col("on_hand").is_not_null())
        .with_columns((pl.col("on_hand") - pl.col("balance")).alias("gap"))
    )
    counted = walked.with_columns(
        (pl.col("gap") - pl.col("gap").shift(1).over(BUCKET).fill_null(0)).alias("quantity")
    )
    known = _counts(ledger)
    return (
        counted.join(known, on=[*BUCKET, "at"], how="left", nulls_equal=True)
        .with_columns(pl.col("earlier_counts").fill_null(0))
        # A count that confirms the ledger is kept as zero, once.
        .filter((pl.col("quantity") != 0) | (pl.col("earlier_counts") == 0))
        .select(*BUCKET, "at", "quantity", "earlier_counts")
    )


def _targets(ledger: pl.DataFrame, snapshots: pl.DataFrame) -> pl.DataFrame:
    """Return what each count, old or new, says is there."""
    old = (
        ledger.filter(~pl.col("is_new"))
        .group_by(*BUCKET, "at")
        .agg(pl.col("quantity").sum(), pl.col("is_count").any())
        .sort(*BUCKET, "at")
        .with_columns(pl.col("quantity").cum_sum().over(BUCKET).alias("on_hand"))
        .filter("is_count")
        .select(*BUCKET, "at", "on_hand")
    )
    kept = old.join(snapshots, on=[*BUCKET, "at"], how="anti", nulls_equal=True)
    return pl.concat([kept, snapshots.select(*BUCKET, "at", "on_hand")])


def _counts(ledger: pl.DataFrame) -> pl.DataFrame:
    return (
        ledger.filter("is_count")
        .group_by(*BUCKET, "at")
        .agg(pl.len().cast(pl.Int64).alias("earlier_counts"))
    )
