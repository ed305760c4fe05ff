"""python -m etl decide: files in, a file out, one screen between."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from etl.__main__ import main
from etl.plan.decide import decide_orders
from etl.tests.plan.test_decide_orders import TERMS, history, pipeline, stock

NUMBERS = ["--lead-time", "2", "--review", "1", "--holding-cost", "0.2", "--shortage-cost", "1"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    history().write_csv(tmp_path / "history.csv")
    stock().write_parquet(tmp_path / "stock.parquet")
    pipeline(("S1", "I2", 1, 30)).write_csv(tmp_path / "pipeline.csv")
    return tmp_path


def command(files: Path, *more: str) -> list[str]:
    return [
        "decide", "--history", str(files / "history.csv"), "--stock", str(files / "stock.parquet"),
        "--pipeline", str(files / "pipeline.csv"), *NUMBERS, *more,
    ]  # fmt: skip


def test_the_file_holds_what_the_function_returns(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = files / "orders.csv"

    assert main(command(files, "--out", str(out))) == 0

    expected = decide_orders(history(), stock(), pipeline(("S1", "I2", 1, 30)), **TERMS)
    assert_frame_equal(pl.read_csv(out), expected)
    said = capsys.readouterr().err
    assert "Series to order" in said
    assert "Expected fill rate" in said


def test_a_setting_may_be_a_file_and_the_answer_parquet(files: Path) -> None:
    packs = files / "packs.csv"
    packs.write_text("item,pack_size\nI0,6\nI1,6\nI2,6\n", encoding="utf-8")
    out = files / "orders.parquet"

    assert main(command(files, "--out", str(out), "--pack-size", str(packs))) == 0

    assert (pl.read_parquet(out)["quantity"] % 6 == 0).all()


def test_what_is_wrong_is_one_sentence(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "pipeline.csv").write_text("site,item,arrives_in,quantity\nS1,I9,1,3\n")

    assert main(command(files, "--out", str(files / "orders.csv"))) == 1
    assert "Row 1 of pipeline (site 'S1', item 'I9')" in capsys.readouterr().err

    assert main(command(files, "--out", str(files / "none" / "orders.csv"))) == 1
    assert "does not exist" in capsys.readouterr().err

    assert main(command(files, "--out", str(files / "o.csv"), "--moq", "ten")) == 1
    assert "give a number or a file" in capsys.readouterr().err
