"""The demonstration data must be repeatable, balance, and hold something for every alert."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from scripts.demo import catalogue, network, suppliers
from scripts.demo.facts import Scene
from scripts.demo.generate import build_scene, generate
from scripts.demo.options import NEVER, STALE_DAYS, Options
from scripts.generate_demo_data import main

END = date(2026, 11, 20)
SMALL = Options(seed=7, items=20, sites=3, days=200, end=END)
MIDDLE = Options(seed=7, items=120, sites=5, days=400, end=END)
PLACE = ["sku", "site_code"]


def make(options: Options, out: Path, file_format: str = "parquet") -> Path:
    generate(options, out, "csv" if file_format == "csv" else "parquet", lambda done, total: None)
    return out


def hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def scene_of(options: Options) -> Scene:
    goods = catalogue.build(options)
    sellers = suppliers.build(options, goods)
    return build_scene(options, 0, goods, network.build(options), sellers)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(MIDDLE, tmp_path_factory.mktemp("demo") / "middle")


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(SMALL, tmp_path_factory.mktemp("demo") / "small")


@pytest.fixture(scope="module")
def scene() -> Scene:
    return scene_of(MIDDLE)


def read(folder: Path, target: str) -> pl.DataFrame:
    return pl.read_parquet(folder / f"{target}.parquet")


@pytest.mark.parametrize("file_format", ["csv", "parquet"])
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, file_format: str) -> None:
    first = make(SMALL, tmp_path / "a", file_format)
    second = make(SMALL, tmp_path / "b", file_format)

    assert hashes(first) == hashes(second)
    assert len(hashes(first)) == 10


def test_another_seed_gives_other_data(tmp_path: Path, small_folder: Path) -> None:
    other = Options(seed=8, items=20, sites=3, days=200, end=END)

    assert (
        hashes(make(other, tmp_path / "a"))["demand.parquet"]
        != hashes(small_folder)["demand.parquet"]
    )


def test_promotions_are_planned_ahead_for_items_that_live(folder: Path) -> None:
    planned, items = read(folder, "promotions"), read(folder, "items")
    living = items.filter(pl.col("discontinued_on").is_null())["sku"]

    assert len(planned) >= 10
    assert planned.filter(~pl.col("sku").is_in(living.to_list())).is_empty()
    assert (planned["starts_on"] > END).all()
    assert (planned["ends_on"] >= planned["starts_on"]).all()
    assert planned["discount"].is_between(0.08, 0.25).all()


def test_the_ledger_is_never_negative(folder: Path) -> None:
    moves = read(folder, "stock_movements")
    keyed = moves.with_columns(pl.col("quantity").cum_sum().over(PLACE).alias("on_hand"))
    lots = moves.filter(pl.col("lot_number").is_not_null()).with_columns(
        pl.col("quantity").cum_sum().over([*PLACE, "lot_number"]).alias("on_hand")
    )

    assert moves["occurred_at"].is_sorted()
    assert keyed.select(pl.col("on_hand").min()).item() >= 0
    assert lots.select(pl.col("on_hand").min()).item() >= 0


def test_the_ledger_adds_up_to_the_simulated_stock(folder: Path, scene: Scene) -> None:
    everything = np.arange(len(scene.pairs))
    tick = scene.catalogue.tick[scene.pairs.item]
    simulated = pl.DataFrame(
        {**scene.names(everything), "simulated": scene.ledger.on_hand[:, -1] * tick}
    )
    booked = read(folder, "stock_movements").group_by(PLACE).agg(pl.col("quantity").sum())

    both = simulated.join(booked, on=PLACE, how="left").with_columns(
        pl.col("quantity").fill_null(0)
    )

    assert both.filter(pl.col("simulated") != pl.col("quantity")).is_empty()


def test_what_is_sold_is_the_smaller_of_demand_and_stock(scene: Scene) -> None:
    ledger = scene.ledger
    asked, sold = scene.asked.quantity, ledger.sold
    left = ledger.on_hand - ledger.returned - ledger.counted
    short = asked > sold
    # A transfer leaves after the sales of a day and only from stock that was left.
    sent = np.zeros_like(sold)
    np.add.at(sent, (ledger.transfers.source, ledger.transfers.sent), ledger.transfers.quantity)

    assert (sold <= asked).all()
    assert (left[short] + sent[short] == 0).all()
    assert short.any()


def test_issues_equal_sales_and_returns_equal_returns(folder: Path) -> None:
    demand = read(folder, "demand")
    moves = read(folder, "stock_movements")
    by_place = demand.group_by(PLACE).agg(pl.col("quantity", "returned_quantity").sum())
    issued = moves.filter(pl.col("type") == "ISSUE").group_by(PLACE).agg(pl.col("quantity").sum())
    returned = moves.filter(pl.col("type") == "RETURN")

    both = by_place.join(issued, on=PLACE, how="left", suffix="_issued")

    assert both.filter(pl.col("quantity") + pl.col("quantity_issued").fill_null(0) != 0).is_empty()
    assert returned["quantity"].sum() == demand["returned_quantity"].sum() > 0


def test_pieces_are_whole_and_measures_come_in_halves(folder: Path) -> None:
    demand = read(folder, "demand").join(read(folder, "items"), on="sku")
    pieces = demand.filter(pl.col("unit").is_in(["UN", "M"]))

    assert pieces.filter(pl.col("quantity") % 1 != 0).is_empty()
    assert demand.filter(pl.col("quantity") % 0.5 != 0).is_empty()
    assert set(demand["unit"].unique()) == {"UN", "M", "KG", "L"}


def test_every_row_is_told_apart(folder: Path) -> None:
    moves = ["occurred_at", *PLACE, "type", "lot_number", "document"]

    assert not read(folder, "demand").select("date", *PLACE).is_duplicated().any()
    assert not read(folder, "orders").select("order_number", "line_number").is_duplicated().any()
    assert not read(folder, "stock_movements").select(moves).is_duplicated().any()
    assert not read(folder, "items")["name"].is_duplicated().any()


def test_every_demand_class_has_its_share(folder: Path) -> None:
    daily = read(folder, "demand").group_by("sku", "date").agg(pl.col("quantity").sum())
    sold = pl.col("quantity").filter(pl.col("quantity") > 0)
    span = (pl.lit(END) - pl.col("date").min()).dt.total_days() + 1
    items = daily.group_by("sku").agg(
        often=span / sold.len() < 1.32, steady=(sold.std() / sold.mean()) ** 2 < 0.49
    )
    shares = items.group_by("often", "steady").agg(share=pl.len() / items.height)

    assert shares.height == 4
    assert shares.select(pl.col("share").min()).item() > 0.08


def test_receipts_name_their_order_and_add_up(folder: Path) -> None:
    orders = read(folder, "orders")
    moves = read(folder, "stock_movements").filter(pl.col("type") == "RECEIPT")
    key = ["order_number", *PLACE]
    booked = moves.rename({"document": "order_number"}).group_by(key).agg(pl.col("quantity").sum())
    received = orders.filter(pl.col("received_quantity") > 0)

    both = received.join(booked, on=key, how="full", suffix="_booked")

    assert both.filter(pl.col("received_quantity").ne_missing(pl.col("quantity_booked"))).is_empty()


def test_orders_are_in_every_state_and_some_are_overdue(folder: Path) -> None:
    orders = read(folder, "orders")
    is_open = pl.col("status").is_in(["PLACED", "PART_RECEIVED"])
    late = orders.group_by("supplier_code").agg(
        share=(pl.col("received_on") > pl.col("expected_on")).mean()
    )

    assert set(orders["status"]) == {"PLACED", "PART_RECEIVED", "RECEIVED", "CANCELLED"}
    assert orders.filter(is_open & (pl.col("expected_on") < END)).height > 5
    assert orders.filter(is_open & (pl.col("expected_on") >= END)).height > 5
    assert orders.filter(pl.col("received_on") > END).is_empty()
    assert late.filter(pl.col("share") > 0.5).height >= 1
    assert late.filter(pl.col("share") < 0.15).height >= 3


def test_one_site_is_stale(folder: Path) -> None:
    stale = read(folder, "sites")["code"][-1]
    last = dict(read(folder, "demand").group_by("site_code").agg(pl.col("date").max()).iter_rows())
    synchronised = dict(read(folder, "sites").select("code", "last_synced_at").iter_rows())
    moves = read(folder, "stock_movements").filter(pl.col("site_code") == stale)
    orders = read(folder, "orders").filter(pl.col("site_code") == stale)

    assert last.pop(stale) == END - timedelta(days=STALE_DAYS)
    assert set(last.values()) == {END}
    assert synchronised[stale].date() == END - timedelta(days=STALE_DAYS)
    assert moves.filter(pl.col("occurred_at") > synchronised[stale]).is_empty()
    assert orders.filter(pl.col("ordered_on") > END - timedelta(days=STALE_DAYS)).is_empty()


def test_nothing_happens_at_a_site_after_its_last_day(scene: Scene) -> None:
    pairs, ledger = scene.pairs, scene.ledger
    stale = np.flatnonzero(pairs.last_day < MIDDLE.days - 1)
    on_hand = ledger.on_hand[stale, -STALE_DAYS - 1 :]

    assert len(stale)
    assert (on_hand == on_hand[:, :1]).all()
    assert (ledger.scrapped.day <= pairs.last_day[ledger.scrapped.pair]).all()


def test_unfilled_demand_is_unknown_at_some_sites_only(folder: Path) -> None:
    unknown = (
        read(folder, "demand")
        .group_by("site_code")
        .agg(pl.col("unfilled_quantity").null_count() / pl.len())
    )

    assert set(unknown["unfilled_quantity"]) == {0.0, 1.0}


@pytest.mark.parametrize("name", ["folder", "small_folder"])
def test_the_last_day_has_something_for_every_alert(
    name: str, request: pytest.FixtureRequest
) -> None:
    data = request.getfixturevalue(name)
    moves = read(data, "stock_movements")
    stock = moves.group_by(PLACE).agg(pl.col("quantity").sum().alias("on_hand"))
    recent = read(data, "demand").filter(pl.col("date") > END - timedelta(days=120))
    usual = recent.group_by(PLACE).agg(pl.col("quantity").sum() / 120)
    cover = stock.join(usual, on=PLACE).filter(pl.col("quantity") > 0)
    days = cover.with_columns(days=pl.col("on_hand") / pl.col("quantity"))["days"]
    lots = moves.filter(pl.col("lot_number").is_not_null())
    lots = lots.group_by(*PLACE, "lot_number", "expires_on").agg(pl.col("quantity").sum())
    soon = pl.col("expires_on").is_between(END, END + timedelta(days=30))

    assert (days == 0).any()
    assert ((days > 0) & (days < 12)).any()
    assert (days > 200).any()
    assert lots.filter((pl.col("quantity") > 0) & soon).height > 0
    assert lots.filter((pl.col("quantity") > 0) & (pl.col("expires_on") < END)).is_empty()


def test_demand_spikes_at_the_end_and_shifts_its_level(scene: Scene) -> None:
    pairs, sold = scene.pairs, scene.ledger.sold
    spiked = np.flatnonzero(pairs.stories.spikes)
    shifted = np.flatnonzero(pairs.stories.shift_from < NEVER)
    before = sold[shifted, 100:-60].mean(axis=1)
    ratio = scene.asked.quantity[shifted, -30:].mean(axis=1) / before

    assert (sold[spiked, -1] > 2.5 * np.quantile(sold[spiked, :-2], 0.98, axis=1)).any()
    assert ((ratio < 0.6) | (ratio > 1.6)).all()


def test_items_come_and_go(folder: Path) -> None:
    items = read(folder, "items")
    first = (
        read(folder, "demand").group_by("sku").agg(pl.col("date").min(), last=pl.col("date").max())
    )
    both = items.join(first, on="sku")

    assert both.filter(pl.col("introduced_on") > END - timedelta(days=90)).height > 0
    assert both.filter(pl.col("date") < pl.col("introduced_on")).is_empty()
    assert both.filter(~pl.col("is_active")).height > 0
    assert both.filter(pl.col("last") > pl.col("discontinued_on")).is_empty()


def test_many_items_are_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("options", "assortment", "demand", "facts"):
        monkeypatch.setattr(f"scripts.demo.{module}.CHUNK_ITEMS", 8)
    data = make(SMALL, tmp_path / "parts")
    make(Options(seed=7, items=10, sites=3, days=60, end=END), data)

    names = sorted(p.name for p in data.glob("demand*"))
    orders = pl.read_parquet(data / "orders_*.parquet")

    assert names == ["demand_001.parquet", "demand_002.parquet"]
    assert not orders.select("order_number", "line_number").is_duplicated().any()


def test_the_command_writes_a_folder_that_ends_yesterday(tmp_path: Path) -> None:
    out = tmp_path / "demo"

    code = main(["--items", "20", "--sites", "3", "--days", "200", "--out", str(out)])

    last = pl.read_csv(out / "demand.csv", columns=["date"], try_parse_dates=True)["date"].max()
    assert code == 0
    assert last == datetime.now(UTC).date() - timedelta(days=1)
    assert "Nova Logística (demo)" in (out / "mapping.yaml").read_text(encoding="utf-8")
