"""Which migration the program needs and which the database is at; asking Alembic takes longer."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"
HAS_VERSION = "to_regclass('public.alembic_version') IS NOT NULL"
VERSION = "(SELECT max(version_num) FROM public.alembic_version)"


def newest(versions: Path = VERSIONS) -> str:
    """Return the last migration's number; a file's name begins with it."""
    return max(path.name.split("_", 1)[0] for path in versions.glob("[0-9]*_*.py"))


def applied(session: Session) -> str | None:
    """Return the number that the database is at; none where nothing was migrated yet."""
    if not session.scalar(text(f"SELECT {HAS_VERSION}")):
        return None
    found: str | None = session.scalar(text(f"SELECT {VERSION}"))
    return found
