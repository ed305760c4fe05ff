"""A world for each test."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from etl.tests.alerts.world import World
from etl.tests.conftest import Warehouse


@pytest.fixture
def world(warehouse: Warehouse) -> Iterator[World]:
    with Session(warehouse.engine) as session:
        yield World(warehouse, session)
