"""A setting that cannot be used is named in one sentence."""

from pathlib import Path

import pytest

from backend.app import CANNOT_START, create_app
from backend.settings import Settings, SettingsInvalid, load_settings

KEY = "k" * 32
URL = "postgresql://u:p%40ss@h/db"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "DATABASE_URL is not set."),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set."),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not a database address."),
        ({"DATABASE_URL": "mysql://h/db"}, "DATABASE_URL must begin with postgresql://."),
        ({"DATABASE_URL": URL, "SECRET_KEY": "short"}, "SECRET_KEY must have at least 32"),
        ({"DATABASE_URL": URL, "ACCESS_TOKEN_MINUTES": "x"}, "ACCESS_TOKEN_MINUTES cannot be"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], sentence: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsInvalid) as refused:
        load_settings()

    assert str(refused.value).startswith(sentence)
    assert "\n" not in str(refused.value)


def test_the_driver_is_always_the_same() -> None:
    for scheme in ("postgres", "postgresql", "postgresql+psycopg2"):
        settings = load_settings(database_url=f"{scheme}://u:p%40ss@h/db")
        assert settings.database_url == "postgresql+psycopg2://u:p%40ss@h/db"
        assert settings.owner_database_url == settings.database_url


def test_the_key_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")

    assert load_settings(database_url=URL, secret_key_file=file).signing_key() == KEY


@pytest.mark.parametrize("content", [None, "short"])
def test_a_key_file_must_hold_a_key(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_text(content)

    with pytest.raises(SettingsInvalid, match="SECRET_KEY_FILE"):
        load_settings(database_url=URL, secret_key_file=file).signing_key()


def test_only_the_application_needs_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    settings = load_settings(database_url=URL)

    with pytest.raises(SystemExit) as refused:
        create_app(settings)

    assert refused.value.code == CANNOT_START
    assert capsys.readouterr().err == (
        "quartermaster cannot start: SECRET_KEY is not set: give 32 or more random characters.\n"
    )


def test_secrets_are_not_printed() -> None:
    assert KEY not in repr(load_settings(database_url=URL, secret_key=KEY))


def test_a_password_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "application").write_text("p/w@1\n", encoding="utf-8")
    (tmp_path / "owner").write_text("other", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "postgresql://quartermaster@db:5432/quartermaster")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(tmp_path / "application"))
    monkeypatch.setenv("MIGRATION_DATABASE_URL", "postgresql://owner@db/quartermaster")
    monkeypatch.setenv("MIGRATION_DATABASE_PASSWORD_FILE", str(tmp_path / "owner"))

    settings = load_settings()

    assert "quartermaster:p%2Fw%401@db:5432" in settings.database_url
    assert "owner:other@db" in settings.owner_database_url


def test_a_password_file_that_is_not_there_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", URL)
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(tmp_path / "nothing"))

    with pytest.raises(SettingsInvalid, match="cannot be read"):
        load_settings()
