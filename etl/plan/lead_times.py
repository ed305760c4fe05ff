"""How long suppliers take and how late they are, learned from orders. Pure, on frames."""

from datetime import date

import polars as pl

from backend.planning.mixture import condensed

# Fewer deliveries of an item than this say less than all deliveries of its supplier.
LEAST_OBSERVATIONS = 3

PAIR = ["supplier_id", "item_id"]
SCHEMA = pl.Schema(
    {
        "supplier_id": pl.Int64,
        "item_id": pl.Int64,
        "source": pl.String,
        "observations": pl.Int64,
        "mean_days": pl.Float64,
        "sd_days": pl.Float64,
        "due": pl.Int64,
        "late_share": pl.Float64,
        "mean_days_late": pl.Float64,
    }
)
DISTRIBUTION = {"days": pl.List(pl.Float64), "counts": pl.List(pl.Int64)}


def lead_times(orders: pl.DataFrame, terms: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the lead time of every supplier and item that has one.

    ``orders``: supplier_id, item_id, ordered_on, expected_on, received_on. ``terms``: supplier_id,
    item_id, stated_days. Observed deliveries of the pair count, else all of the supplier's, else
    what the supplier states; a pair with none of these has no row. ``days`` and ``counts`` are the
    distribution: so many deliveries took so many days; empty where nothing was observed.
    """
    facts = _facts(orders.filter(pl.col("supplier_id").is_not_null()), as_of)
    pairs = pl.concat([facts.select(PAIR), terms.select(PAIR)]).unique()
    own, pooled = _summary(facts, PAIR), _summary(facts, ["supplier_id"])
    found = (
        pairs.join(own, on=PAIR, how="left")
        .join(pooled, on="supplier_id", how="left", suffix="_pooled")
        .join(terms.select(*PAIR, "stated_days"), on=PAIR, how="left")
        .with_columns(
            pl.when(pl.col("observations") >= LEAST_OBSERVATIONS)
            .then(pl.lit("OBSERVED"))
            .when(pl.col("observations_pooled") >= LEAST_OBSERVATIONS)
            .then(pl.lit("SUPPLIER"))
            .when(pl.col("stated_days").is_not_null())
            .then(pl.lit("STATED"))
            .alias("source")
        )
        .filter(pl.col("source").is_not_null())
    )
    chosen = found.select(*PAIR, "source", *_chosen())
    return _with_distribution(chosen.sort(PAIR))


def _with_distribution(chosen: pl.DataFrame) -> pl.DataFrame:
    """Turn what deliveries took into the days that occur and how often each does."""
    pairs = [condensed(taken or ()) for taken in chosen["taken"].to_list()]
    lists = zip(*pairs, strict=True) if pairs else ((), ())
    return (
        chosen.select(SCHEMA.names())
        .cast(SCHEMA)
        .with_columns(
            pl.Series(name, list(values), dtype=DISTRIBUTION[name])
            for name, values in zip(DISTRIBUTION, lists, strict=True)
        )
    )


def _chosen() -> list[pl.Expr]:
    """Return each figure from where ``source`` says that it comes from."""
    own, stated = pl.col("source") == "OBSERVED", pl.col("source") == "STATED"

    def from_source(name: str) -> pl.Expr:
        return pl.when(own).then(pl.col(name)).otherwise(pl.col(f"{name}_pooled"))

    lateness = [from_source(name).alias(name) for name in ("late_share", "mean_days_late")]
    return [
        pl.when(stated).then(0).otherwise(from_source("observations")).alias("observations"),
        pl.when(stated)
        .then(pl.col("stated_days"))
        .otherwise(from_source("mean_days"))
        .alias("mean_days"),
        pl.when(stated).then(None).otherwise(from_source("sd_days")).alias("sd_days"),
        pl.when(stated).then(None).otherwise(from_source("taken")).alias("taken"),
        from_source("due").fill_null(0).alias("due"),
        *lateness,
    ]


def _facts(orders: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return per order line the days it took, whether it fell due, was late, and by how much.

    An order still open is late from the day it was expected, but how late it will be nobody knows.
    """
    took = (pl.col("received_on") - pl.col("ordered_on")).dt.total_days()
    is_due = pl.col("expected_on").is_not_null() & (
        pl.col("received_on").is_not_null() | (pl.col("expected_on") < as_of)
    )
    late = (pl.col("received_on").fill_null(as_of) - pl.col("expected_on")).dt.total_days()
    return orders.select(
        *PAIR,
        pl.when(took >= 0).then(took).alias("days"),
        is_due.alias("is_due"),
        (is_due & (late > 0)).alias("is_late"),
        pl.when(is_due & (late > 0) & pl.col("received_on").is_not_null())
        .then(late)
        .alias("days_late"),
    )


def _summary(facts: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    due = pl.col("is_due").sum()
    return facts.group_by(keys).agg(
        pl.col("days").count().cast(pl.Int64).alias("observations"),
        pl.col("days").mean().alias("mean_days"),
        pl.col("days").std().alias("sd_days"),
        pl.col("days").drop_nulls().alias("taken"),
        due.cast(pl.Int64).alias("due"),
        pl.when(due > 0).then(pl.col("is_late").sum() / due).alias("late_share"),
        pl.col("days_late").mean().alias("mean_days_late"),
    )
