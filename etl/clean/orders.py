"""What an order's dates and quantities say about it, where the file does not say it itself."""

import polars as pl

ORDERED, RECEIVED = pl.col("ordered_on"), pl.col("received_on")


def complete_orders(orders: pl.DataFrame) -> pl.DataFrame:
    """Fill in received quantity and status; clear an order date that lies after the receipt."""
    wanted, received, status = (
        pl.col("quantity"),
        pl.col("received_quantity"),
        pl.col("status"),
    )
    came = RECEIVED.is_not_null() & ~status.is_in(["PLACED", "CANCELLED"]).fill_null(False)
    inferred = (
        pl.when((received >= wanted) & RECEIVED.is_not_null())
        .then(pl.lit("RECEIVED"))
        .when(received > 0)
        .then(pl.lit("PART_RECEIVED"))
        .otherwise(pl.lit("PLACED"))
    )
    return orders.with_columns(
        pl.when(ORDERED > RECEIVED).then(None).otherwise(ORDERED).alias("ordered_on"),
        received.fill_null(pl.when(came).then(wanted).otherwise(0.0)),
    ).with_columns(status.fill_null(inferred))
