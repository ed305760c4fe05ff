"""People of the needs lists beside the three that everybody knows."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from backend.access.permissions import LOGISTICS_MANAGER, LOGISTICS_OFFICER
from backend.tests.conftest import sign_in
from backend.tests.signing_in import SignedInClient


@pytest.fixture
def lou(app: Flask, session: Session) -> SignedInClient:
    """A logistics officer."""
    return sign_in(app, session, "lou", LOGISTICS_OFFICER)


@pytest.fixture
def max_(app: Flask, session: Session) -> SignedInClient:
    """A logistics manager."""
    return sign_in(app, session, "max", LOGISTICS_MANAGER)
