"""The newest migration is known without starting Alembic, and it is the one Alembic means."""

from alembic.config import Config
from alembic.script import ScriptDirectory

from backend.core.migrations import newest
from backend.extensions import ROOT


def test_the_newest_file_is_alembics_head() -> None:
    scripts = ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini")))

    assert scripts.get_heads() == [newest()]
