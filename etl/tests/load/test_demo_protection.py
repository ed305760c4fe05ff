import pytest

from etl.sources.errors import LoadRefused
from etl.tests.conftest import Warehouse, WriteFolder

DEMAND = "date,sku,quantity\n2026-01-01,A,1\n"
OTHER = "date,sku,quantity\n2026-01-01,REAL,1\n"
IS_DEMO = "organisation: {name: Demo, is_demo: true}"


def skus(warehouse: Warehouse) -> list[str]:
    return [row[0] for row in warehouse.rows("SELECT sku FROM core.dim_item ORDER BY 1")]


def test_real_data_is_not_mixed_into_a_demo(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=DEMAND, mapping_yaml=IS_DEMO))
    assert warehouse.value("SELECT is_demo FROM support.organisation")

    with pytest.raises(LoadRefused, match="REPLACE_DEMO=1"):
        warehouse.load(folder(demand=OTHER))

    assert skus(warehouse) == ["A"]


def test_a_demo_is_emptied_when_that_is_allowed(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=DEMAND, mapping_yaml=IS_DEMO))

    warehouse.load(folder(demand=OTHER), replace_demo=True)

    assert skus(warehouse) == ["REAL"]
    assert not warehouse.value("SELECT is_demo FROM support.organisation")


def test_a_dry_run_on_a_demo_is_allowed(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=DEMAND, mapping_yaml=IS_DEMO))

    warehouse.load(folder(demand=OTHER), is_dry_run=True)

    assert skus(warehouse) == ["A"]


def test_a_demo_is_not_loaded_over_real_data(warehouse: Warehouse, folder: WriteFolder) -> None:
    warehouse.load(folder(demand=OTHER))

    with pytest.raises(LoadRefused, match="holds real data"):
        warehouse.load(folder(demand=DEMAND, mapping_yaml=IS_DEMO), replace_demo=True)


def test_an_upload_keeps_its_number_when_the_demo_goes(
    warehouse: Warehouse, folder: WriteFolder
) -> None:
    warehouse.load(folder(demand=DEMAND, mapping_yaml=IS_DEMO))
    with warehouse.context().session_factory() as session:
        upload = session.connection().exec_driver_sql(
            "INSERT INTO support.imports (kind, source, requested_by)"
            " VALUES ('UPLOAD', 'demand.csv', 'noa') RETURNING id"
        )
        number = upload.scalar_one()

    warehouse.load(folder(demand=OTHER), replace_demo=True, import_id=number)

    assert warehouse.rows("SELECT id, kind, source, status FROM support.imports") == [
        (number, "UPLOAD", "demand.csv", "SUCCEEDED")
    ]
