"""The application with the routes of ``probes``."""

import pytest
from flask import Flask

from backend.app import create_app
from backend.settings import Settings
from backend.tests.core.probes import probes


@pytest.fixture(scope="session")
def app_once(settings: Settings) -> Flask:
    app = create_app(settings)
    app.register_api(probes)
    app.testing = True
    return app
