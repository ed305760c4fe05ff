"""The ledger of stock movements: everything that changed stock, in the order it happened."""

import numpy as np
import polars as pl

from scripts.demo.facts import Scene, order_numbers
from scripts.demo.network import instants
from scripts.demo.options import NEVER, Ints

MINUTES = {"OPENING": 0, "SCRAP": 360, "RECEIPT": 450, "TRANSFER_IN": 465, "ISSUE": 540,
           "RETURN": 1050, "COUNT": 1065, "TRANSFER_OUT": 1080}  # fmt: skip
ISSUE_MINUTES = 480  # issues are spread over so many minutes


def frame(scene: Scene) -> pl.DataFrame:
    """Every change of stock, in the order in which it happened."""
    parts = (_opening, _issues, _receipts, _lot_parts, _transfers)
    moves = pl.concat([moves for part in parts for moves in part(scene)])
    pair, day = moves["pair"].to_numpy(), moves["day"].to_numpy()
    lot_day = moves["lot_day"].to_numpy()
    lots = lot_day < NEVER
    expires = scene.ledger.lot_expires[pair, np.where(lots, lot_day, 0)]
    tick = scene.catalogue.tick[scene.pairs.item[pair]]
    rows = moves.with_columns(
        pl.Series("occurred_at", _instants(scene, moves)),
        *(series.alias(name) for name, series in scene.names(pair).items()),
        pl.Series("quantity", moves["quantity"].to_numpy() * tick),
        scene.days(day).alias("moved_on"),
        scene.days(lot_day).alias("lot_on"),
        scene.days(np.where(lots, expires, NEVER)).alias("expires_on"),
    )
    return rows.select(
        pl.from_epoch("occurred_at").dt.replace_time_zone("UTC"),
        "sku",
        "site_code",
        "type",
        "quantity",
        _lot_number().alias("lot_number"),
        "expires_on",
        pl.coalesce("document", _document()).alias("document"),
    ).sort("occurred_at", "sku", "site_code", "type", "lot_number", "document")


def _instants(scene: Scene, moves: pl.DataFrame) -> Ints:
    """Return seconds since 1970 in UTC; issues are spread over the working day."""
    pair, day = moves["pair"].to_numpy(), moves["day"].to_numpy()
    spread = (pair * 37 + day * 13) % ISSUE_MINUTES
    minute = moves["type"].replace_strict(MINUTES, return_dtype=pl.Int64).to_numpy()
    minute = minute + np.where(moves["type"].to_numpy() == "ISSUE", spread, 0)
    midnight = instants(scene.options, scene.network)[scene.pairs.site[pair], day]
    return np.asarray(midnight + minute * 60, dtype=np.int64)


def _lot_number() -> pl.Expr:
    return pl.format("L{}-{}", pl.col("lot_on").dt.strftime("%y%m%d"), pl.col("site_code"))


def _document() -> pl.Expr:
    """Name the paper behind a movement: requisition, return, count or disposal of that day."""
    prefix = pl.col("type").replace_strict(
        {"ISSUE": "RM", "RETURN": "DV", "COUNT": "INV", "SCRAP": "DSC"},
        default=None,
        return_dtype=pl.String,
    )
    return pl.format(
        "{}{}-{}", prefix, pl.col("moved_on").dt.strftime("%y%m%d"), pl.col("site_code")
    )


def _moves(
    kind: str,
    pair: Ints,
    day: Ints,
    quantity: Ints,
    lot_day: Ints | None = None,
    document: pl.Series | None = None,
) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "pair": pair,
            "day": day,
            "type": pl.Series([kind]).new_from_index(0, len(pair)),
            "quantity": quantity,
            "lot_day": np.full(len(pair), NEVER) if lot_day is None else lot_day,
            "document": pl.Series([None] * len(pair), dtype=pl.String)
            if document is None
            else document,
        }
    )


def _opening(scene: Scene) -> list[pl.DataFrame]:
    pair = np.flatnonzero(scene.ledger.opening)
    day = np.zeros(len(pair), dtype=np.int64)
    lot_day = np.where(scene.pairs.lotted[pair], 0, NEVER)
    return [_moves("OPENING", pair, day, scene.ledger.opening[pair], lot_day)]


def _issues(scene: Scene) -> list[pl.DataFrame]:
    ledger = scene.ledger
    plain = np.where(scene.pairs.lotted[:, None], 0, ledger.sold)
    sold, returned, counted = (np.nonzero(m) for m in (plain, ledger.returned, ledger.counted))
    return [
        _moves("ISSUE", sold[0], sold[1], -plain[sold]),
        _moves("RETURN", returned[0], returned[1], ledger.returned[returned]),
        _moves("COUNT", counted[0], counted[1], ledger.counted[counted]),
    ]


def _lot_parts(scene: Scene) -> list[pl.DataFrame]:
    issues, scrapped = scene.ledger.lot_issues, scene.ledger.scrapped
    return [
        _moves("ISSUE", issues.pair, issues.day, -issues.quantity, issues.lot_day),
        _moves("SCRAP", scrapped.pair, scrapped.day, -scrapped.quantity, scrapped.lot_day),
    ]


def _receipts(scene: Scene) -> list[pl.DataFrame]:
    lines, pairs = scene.ledger.orders, scene.pairs
    supplier = scene.suppliers.offer[pairs.item[lines.pair], lines.offer]
    numbers = order_numbers(scene, lines.ordered, pairs.site[lines.pair], supplier)
    deliveries = (
        (lines.arrival, lines.arrived),
        (lines.rest_arrival, lines.quantity - lines.arrived),
    )
    frames = []
    for day, quantity in deliveries:
        came = np.flatnonzero(day <= pairs.last_day[lines.pair])
        pair = lines.pair[came]
        lot_day = np.where(pairs.lotted[pair], day[came], NEVER)
        frames.append(
            _moves("RECEIPT", pair, day[came], quantity[came], lot_day, numbers.gather(came))
        )
    return frames


def _transfers(scene: Scene) -> list[pl.DataFrame]:
    moves, last_day = scene.ledger.transfers, scene.pairs.last_day
    site = scene.pairs.site
    papers = pl.DataFrame(
        {"day": scene.days(moves.sent), "a": site[moves.source], "b": site[moves.target]}
    ).select(
        n=pl.format("TR{}-{}-{}", pl.col("day").dt.strftime("%y%m%d"), "a", "b")
    )["n"]  # fmt: skip
    came = np.flatnonzero(moves.arrives <= last_day[moves.target])
    return [
        _moves("TRANSFER_OUT", moves.source, moves.sent, -moves.quantity, None, papers),
        _moves("TRANSFER_IN", moves.target[came], moves.arrives[came], moves.quantity[came], None,
               papers.gather(came)),
    ]  # fmt: skip
