"""Throw-away databases on a real server, migrated as the owner and used as either role."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

ROOT = Path(__file__).resolve().parents[2]
OWNER = "quartermaster_owner"
APPLICATION = "quartermaster_app"


@dataclass(frozen=True, slots=True)
class Database:
    """One database. Sessions are a superuser's that act as a role, so no password is needed."""

    address: URL

    @property
    def owner_url(self) -> str:
        return self.url(OWNER)

    @property
    def config(self) -> Config:
        config = Config(str(ROOT / "alembic.ini"))
        config.attributes["url"] = self.owner_url
        return config

    def upgrade(self, revision: str = "head") -> None:
        command.upgrade(self.config, revision)

    def downgrade(self, revision: str) -> None:
        command.downgrade(self.config, revision)

    @contextmanager
    def as_role(self, role: str) -> Iterator[Connection]:
        """Give a connection in a transaction that is committed at the end."""
        engine = create_engine(self.url(role), poolclass=NullPool)
        with engine.begin() as connection:
            yield connection

    @contextmanager
    def trying(self, role: str) -> Iterator[Connection]:
        """Give a connection in a transaction that is rolled back, whatever happens in it."""
        engine = create_engine(self.url(role), poolclass=NullPool)
        with engine.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()

    def url(self, role: str) -> str:
        query = {**self.address.query, "options": f"-c role={role} -c timezone=UTC"}
        return self.address.set(query=query).render_as_string(hide_password=False)


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL that the tests may do anything to but their neighbours' databases."""

    address: URL

    @contextmanager
    def database(self, template: Database | None = None) -> Iterator[Database]:
        name = f"migrations_{uuid4().hex[:12]}"
        copied = f" TEMPLATE {template.address.database}" if template else ""
        self.run(f"CREATE DATABASE {name} OWNER {OWNER}{copied}")
        try:
            yield Database(self.address.set(database=name))
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def create_roles(self) -> None:
        for role in (OWNER, APPLICATION):
            self.run(
                f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )

    def run(self, sql: str) -> None:
        engine = create_engine(self.address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(sql))


def server_at(url: str) -> Server:
    """Take any spelling of the address, and name the driver that SQLAlchemy would not choose."""
    return Server(make_url(re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql+psycopg2:", url)))
