"""What python -m etl decide takes. Apart from what it does, which needs a second to import."""

import argparse
from pathlib import Path


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what ``decide`` takes; a setting is a number or a file with a column of its name."""
    files = parser.add_argument_group("files (CSV or Parquet, keyed by site and item)")
    files.add_argument("--history", type=Path, required=True, help="site, item, period, quantity")
    files.add_argument("--stock", type=Path, required=True, help="site, item, quantity")
    files.add_argument("--pipeline", type=Path, help="site, item, arrives_in, quantity")
    files.add_argument("--availability", type=Path, help="site, item, period, available")
    files.add_argument("--static", type=Path, help="site, item and what describes them")
    files.add_argument("--out", type=Path, required=True, help="where the orders go")
    terms = parser.add_argument_group("terms (a number, or a file by site and item)")
    for name, meaning in (
        ("lead-time", "periods from order to receipt; a column weight makes it a distribution"),
        ("review", "periods between orders"),
        ("holding-cost", "per unit and period left over"),
        ("shortage-cost", "per unit lost"),
    ):
        terms.add_argument(f"--{name}", required=True, metavar="N|FILE", help=meaning)
    for name, meaning in (
        ("service-level", "share of cycles without a loss, in the place of the costs"),
        ("moq", "least quantity of an order"),
        ("pack-size", "an order is whole packs"),
    ):
        terms.add_argument(f"--{name}", metavar="N|FILE", help=meaning)
    parser.add_argument(
        "--correction", type=float, default=0.7, help="of the shortage cost, from a replay"
    )
    parser.add_argument("--seed", type=int, default=0, help="the same seed, the same orders")
