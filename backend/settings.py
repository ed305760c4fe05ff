"""Everything that differs between environments, as one typed class read from the environment."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DRIVER = "postgresql+psycopg2"


class SettingsInvalid(Exception):
    """A setting is missing or broken; the message is one sentence for the person who starts us."""


class Settings(BaseSettings):
    """Each field is an environment variable of the same name in upper case."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    database_url: str
    migration_database_url: str | None = None
    database_replica_url: str | None = None
    replica_max_lag_seconds: float = Field(default=10.0, gt=0, le=3600)
    database_password_file: Path | None = None
    migration_database_password_file: Path | None = None
    timescale: Literal["off", "on"] = "off"
    database_pool_size: int = Field(default=5, ge=1, le=100)
    statement_timeout_seconds: int = Field(default=30, ge=1)
    slow_query_ms: int = Field(default=100, ge=1)

    redis_url: str | None = None
    cache_seconds: int = Field(default=300, ge=0)
    answers_kept_seconds: float = Field(default=5.0, ge=0, le=60)

    secret_key: SecretStr | None = None
    secret_key_file: Path | None = None
    access_token_minutes: int = Field(default=15, ge=1, le=60)
    refresh_token_days: int = Field(default=14, ge=1, le=90)
    lock_out_after_failures: int = Field(default=5, ge=1)
    lock_out_minutes: int = Field(default=15, ge=1)
    login_rate_limit: str = "30 per minute"
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    proxy_hops: int = Field(default=0, ge=0, le=5)

    data_dir: Path = Path(".data")
    output_dir: Path = Path("output")
    import_max_bytes: int = Field(default=512 * 1024 * 1024, ge=1)
    request_max_bytes: int = Field(default=1024 * 1024, ge=1024)
    replace_demo: bool = False
    forecast_engine: str = Field(default="local", pattern=r"^(local|(dask|ray)://\S+)$")
    forecast_horizon: int | None = Field(default=None, ge=1, le=730)
    forecast_keep_runs: int = Field(default=30, ge=1)
    deadman_url: str | None = None
    enable_legacy_mysql: bool = False
    legacy_database_url: SecretStr | None = None
    plan_review_days: float = Field(default=7.0, gt=0, le=365)
    plan_holding_rate: float = Field(default=0.25, gt=0, le=10)
    plan_shortage_rate: float = Field(default=0.4, gt=0, le=100)

    log_format: Literal["json", "console"] = "json"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("database_url", "migration_database_url", "database_replica_url")
    @classmethod
    def name_the_driver(cls, url: str | None) -> str | None:
        """Pin psycopg2, because SQLAlchemy's default driver for plain postgresql:// changes."""
        if url is None:
            return None
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise ValueError("is not a database address") from None
        if parsed.get_backend_name() not in ("postgresql", "postgres"):
            raise ValueError("must begin with postgresql://")
        return parsed.set(drivername=DRIVER).render_as_string(hide_password=False)

    @field_validator("cors_origins", mode="before")
    @classmethod
    def split_on_commas(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(origin.strip() for origin in value.split(",") if origin.strip())
        return value

    @model_validator(mode="before")
    @classmethod
    def drop_blanks(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Take ``NAME=`` for absent, as compose files and .env templates mean it."""
        return {name: value for name, value in values.items() if value != ""}

    @model_validator(mode="after")
    def check_key(self) -> Self:
        if self.secret_key is not None and len(self.secret_key.get_secret_value()) < 32:
            raise ValueError("SECRET_KEY must have at least 32 characters")
        return self

    @model_validator(mode="after")
    def read_passwords(self) -> Self:
        """Put the passwords that files hold into the addresses that have none."""
        for file, names in (
            (self.database_password_file, ("database_url", "database_replica_url")),
            (self.migration_database_password_file, ("migration_database_url",)),
        ):
            for name in names if file is not None else ():
                address = getattr(self, name)
                if address is not None:
                    object.__setattr__(self, name, _with_password(address, file))
        return self

    @property
    def owner_database_url(self) -> str:
        """The address that migrations use: the owner's where one is given."""
        return self.migration_database_url or self.database_url

    def signing_key(self) -> str:
        """Return the key that tokens are signed with; only the API needs it, so only it asks."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        if self.secret_key_file is None:
            raise SettingsInvalid("SECRET_KEY is not set: give 32 or more random characters.")
        try:
            key = self.secret_key_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingsInvalid(f"SECRET_KEY_FILE cannot be read: {error.strerror}.") from None
        if len(key) < 32:
            raise SettingsInvalid("The file SECRET_KEY_FILE names holds fewer than 32 characters.")
        return key


def _with_password(address: str, file: Path | None) -> str:
    assert file is not None
    try:
        password = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError(f"password file {file} cannot be read: {error.strerror}") from None
    return make_url(address).set(password=password).render_as_string(hide_password=False)


def load_settings(**overrides: Any) -> Settings:
    """Read the environment, or say in one sentence what is wrong with it."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsInvalid(_sentence(error)) from None


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    return load_settings()


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper() if first["loc"] else ""
    if first["type"] == "missing":
        return f"{name} is not set."
    if first["type"] == "value_error":
        return f"{name} {first['msg'].removeprefix('Value error, ')}.".strip()
    return f"{name} cannot be used: {first['msg'].lower()}."
