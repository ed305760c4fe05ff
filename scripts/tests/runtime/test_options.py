"""What a person may say to `make run`."""

from pathlib import Path

import pytest

from scripts.runtime.failures import CannotStart
from scripts.runtime.options import Options, read_options
from scripts.runtime.places import ROOT


def read(tmp_path: Path, **environment: str) -> Options:
    return read_options(environment, env_file=tmp_path / ".env")


def test_nothing_said_means_the_documented_defaults(tmp_path: Path) -> None:
    options = read(tmp_path)

    assert (options.port, options.api_port, options.bind) == (3000, 5000, "127.0.0.1")
    assert options.places.data == ROOT / ".data"
    assert options.database_url is None
    assert not options.replace_demo


def test_a_mapping_may_describe_the_legacy_database(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").touch()
    legacy = {"ENABLE_LEGACY_MYSQL": "true", "LEGACY_DATABASE_URL": "mysql://old/erp"}

    options = read(tmp_path, MAPPING=str(tmp_path / "m.yaml"), **legacy)

    assert options.reads_legacy
    assert not read(tmp_path).reads_legacy


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=3100\nAPI_PORT=5100\nREDIS_URL=redis://x\n", "utf-8")

    options = read(tmp_path, PORT="3200", REDIS_URL="")

    assert (options.port, options.api_port) == (3200, 5100)
    assert options.redis_url is None, "an empty variable hides what the file says"


def test_a_relative_data_folder_lies_in_the_clone(tmp_path: Path) -> None:
    assert read(tmp_path, DATA_DIR="elsewhere").places.data == ROOT / "elsewhere"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "http"}, "PORT must be a number from 1 to 65535"),
        ({"API_PORT": "70000"}, "API_PORT must be a number from 1 to 65535"),
        ({"PORT": "5000"}, "PORT and API_PORT are both 5000"),
        ({"DATA": "/nowhere/at/all"}, "which is not a folder"),
        ({"MAPPING": "/nowhere/at/all.yaml"}, "which is not a file"),
        ({"MIGRATION_DATABASE_URL": "postgresql:///x"}, "needs DATABASE_URL"),
        ({"ENABLE_LEGACY_MYSQL": "true"}, "needs LEGACY_DATABASE_URL"),
        (
            {"ENABLE_LEGACY_MYSQL": "1", "LEGACY_DATABASE_URL": "sqlite:///x", "DATA": "/"},
            "both say what to load",
        ),
        ({"DEMO_ITEMS": "many"}, "DEMO_ITEMS must be a whole number"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(
    environment: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotStart) as refusal:
        read(tmp_path, **environment)

    assert sentence in str(refusal.value)


def test_a_mapping_needs_the_folder_it_describes(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("files: []\n", encoding="utf-8")

    with pytest.raises(CannotStart, match="MAPPING needs DATA"):
        read(tmp_path, MAPPING=str(mapping))
