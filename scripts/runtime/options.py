"""What a person can say to `make run`, read from the environment and from .env."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from scripts.runtime.failures import CannotStart
from scripts.runtime.places import ROOT, Places

YES = {"1", "true", "yes", "on"}


@dataclass(frozen=True, slots=True)
class Options:
    places: Places
    environment: Mapping[str, str]
    port: int
    api_port: int
    bind: str
    database_url: str | None
    migration_database_url: str | None
    redis_url: str | None
    input_folder: Path | None
    mapping: Path | None
    replace_demo: bool
    reads_legacy: bool
    demo_size: Mapping[str, int]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.api_port}"


def read_options(environment: Mapping[str, str], *, env_file: Path = ROOT / ".env") -> Options:
    """Take each option from the environment, else from .env, else its default."""
    from_file = dotenv_values(env_file) if env_file.exists() else {}
    merged = {name: value or "" for name, value in from_file.items()} | dict(environment)
    given = {name: value for name, value in merged.items() if value.strip()}
    options = Options(
        places=Places(_folder(given.get("DATA_DIR", str(ROOT / ".data")))),
        environment=given,
        port=_port(given, "PORT", 3000),
        api_port=_port(given, "API_PORT", 5000),
        bind=given.get("BIND", "127.0.0.1"),
        database_url=given.get("DATABASE_URL"),
        migration_database_url=given.get("MIGRATION_DATABASE_URL"),
        redis_url=given.get("REDIS_URL"),
        input_folder=_existing(given, "DATA", is_folder=True),
        mapping=_existing(given, "MAPPING", is_folder=False),
        replace_demo=given.get("REPLACE_DEMO", "").lower() in YES,
        reads_legacy=given.get("ENABLE_LEGACY_MYSQL", "").lower() in YES,
        demo_size=_demo_size(given),
    )
    _check(options)
    return options


def _check(options: Options) -> None:
    if options.port == options.api_port:
        raise CannotStart(f"PORT and API_PORT are both {options.port}; give two different ports.")
    if options.mapping and not options.input_folder and not options.reads_legacy:
        raise CannotStart("MAPPING needs DATA, the folder whose files it describes.")
    if options.reads_legacy and "LEGACY_DATABASE_URL" not in options.environment:
        raise CannotStart("ENABLE_LEGACY_MYSQL needs LEGACY_DATABASE_URL, the database to read.")
    if options.reads_legacy and options.input_folder:
        raise CannotStart("ENABLE_LEGACY_MYSQL and DATA both say what to load; give one of them.")
    if options.migration_database_url and not options.database_url:
        raise CannotStart("MIGRATION_DATABASE_URL needs DATABASE_URL beside it.")


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    return (path if path.is_absolute() else ROOT / path).resolve()


def _port(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default)).strip()
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CannotStart(f"{name} must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _existing(given: Mapping[str, str], name: str, *, is_folder: bool) -> Path | None:
    text = given.get(name)
    if text is None:
        return None
    path = Path(text).expanduser().resolve()
    if is_folder and not path.is_dir():
        raise CannotStart(f"DATA names {path}, which is not a folder.")
    if not is_folder and not path.is_file():
        raise CannotStart(f"{name} names {path}, which is not a file.")
    return path


def _demo_size(given: Mapping[str, str]) -> dict[str, int]:
    """Read how large the demo data is to be; tests ask for little."""
    size: dict[str, int] = {}
    for name in ("items", "sites", "days"):
        text = given.get(f"DEMO_{name.upper()}")
        if text is None:
            continue
        if not text.isdecimal() or int(text) < 1:
            raise CannotStart(f"DEMO_{name.upper()} must be a whole number above 0, not {text!r}.")
        size[name] = int(text)
    return size
