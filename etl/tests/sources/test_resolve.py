from pathlib import Path

import pytest

from etl.sources.errors import ColumnMissing, LoadRefused
from etl.sources.folder import content_hash, file_hash
from etl.sources.mapping import Mapping
from etl.sources.mapping_file import read_mapping
from etl.sources.resolve import EXAMPLES, NATIVE, resolve
from etl.tests.conftest import WriteFolder

NATIVE_DEMAND = "date,sku,quantity\n2026-01-01,A,1\n"
MAPPED = """
files:
  - file: "demand*"
    target: demand
    columns: {date: date, sku: sku, quantity: quantity}
"""


def test_without_a_mapping_names_say_what_a_file_is(folder: WriteFolder) -> None:
    path = folder(demand=NATIVE_DEMAND, demand_2025=NATIVE_DEMAND, items="sku\nA\n")

    resolved = resolve(path)

    assert resolved.source == NATIVE
    assert [str(entry.mapping.target) for entry in resolved.assignments] == [
        "demand",
        "demand",
        "items",
    ]


@pytest.mark.parametrize(
    ("header", "target"),
    [("date,sku,on_hand", "stock_snapshots"), ("occurred_at,sku,type,quantity", "stock_movements")],
)
def test_stock_is_told_by_its_columns(folder: WriteFolder, header: str, target: str) -> None:
    assert resolve(folder(stock=f"{header}\n")).assignments[0].mapping.target == target


def test_suppliers_and_what_they_supply_are_not_confused(folder: WriteFolder) -> None:
    path = folder(supplier_items="supplier_code,sku\n", suppliers="code\n", demand=NATIVE_DEMAND)

    targets = {entry.mapping.file: entry.mapping.target for entry in resolve(path).assignments}

    assert targets["supplier_items.csv"] == "supplier_items"
    assert targets["suppliers.csv"] == "suppliers"


def test_the_mapping_given_beats_the_one_in_the_folder(folder: WriteFolder, tmp_path: Path) -> None:
    path = folder(demand=NATIVE_DEMAND, mapping_yaml=MAPPED)
    given = tmp_path / "given.yaml"
    given.write_text(MAPPED + "strict: true\n", encoding="utf-8")

    assert resolve(path).source.endswith("mapping.yaml")
    assert resolve(path, given).mapping.strict


def test_a_shipped_example_is_found_by_its_exact_headers(folder: WriteFolder) -> None:
    pasta = "date,brand,product,value,promotion\n2014-01-02,B1,1,7.0,0\n"

    assert resolve(folder(export=pasta)).source == "docs/examples/pasta_daily.yaml"


def test_one_more_header_is_no_match(folder: WriteFolder) -> None:
    pasta = "date,brand,product,value,promotion,shop\n2014-01-02,B1,1,7.0,0,S\n"

    with pytest.raises(LoadRefused, match="known by its name"):
        resolve(folder(export=pasta))


def test_every_shipped_example_is_a_valid_mapping_with_headers() -> None:
    examples = sorted(EXAMPLES.glob("*.yaml"))

    assert len(examples) >= 3
    for example in examples:
        for entry in read_mapping(example).files:
            assert set(entry.read_headers) <= set(entry.headers), example.name


def test_a_missing_column_is_told_with_its_nearest_header(folder: WriteFolder) -> None:
    path = folder(demand="date,sku,quantitty\n")

    with pytest.raises(ColumnMissing) as caught:
        resolve(path)

    assert str(caught.value) == (
        "File demand.csv: the column 'quantity', needed for demand, is missing. The nearest header "
        "is 'quantitty': rename it, or map it in a mapping file."
    )


def test_a_file_nobody_reads_is_told(folder: WriteFolder) -> None:
    path = folder(demand=NATIVE_DEMAND, notes="a,b\n")

    assert [file.name for file in resolve(path).unused] == ["notes.csv"]


def test_a_folder_that_is_not_there_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(LoadRefused, match="does not exist"):
        resolve(tmp_path / "nowhere")
    with pytest.raises(LoadRefused, match=r"holds no \.csv"):
        resolve(tmp_path)


def test_the_hash_changes_with_a_file_and_with_the_mapping(folder: WriteFolder) -> None:
    path = folder(demand=NATIVE_DEMAND) / "demand.csv"
    before = content_hash({path.name: file_hash(path)}, Mapping())

    assert content_hash({path.name: file_hash(path)}, Mapping(strict=True)) != before
    path.write_text(NATIVE_DEMAND + "2026-01-02,A,1\n", encoding="utf-8")
    assert content_hash({path.name: file_hash(path)}, Mapping()) != before
