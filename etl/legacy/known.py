"""Finds what the old store's keys stand for here: by code, or by a file that says so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.catalogue.models import Item
from backend.inventory.models import Site
from backend.needs.events.models import Event
from etl.sources.errors import LoadRefused

KINDS = ("events", "sites", "items", "users")


class IdsUnreadable(LoadRefused):
    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path}: {problem}. It is a JSON object with any of {', '.join(KINDS)}, each of which "
            "names codes of this database by the old keys."
        )


@dataclass(frozen=True, slots=True)
class Known:
    """Events by code, sites by code, items by SKU, users by name; and the units of items."""

    ids: Mapping[str, Mapping[str, str]]
    events: Mapping[str, Event]
    sites: Mapping[str, int]
    items: Mapping[str, Item]
    users: Mapping[str, int]

    def event(self, key: str) -> Event | None:
        return self.events.get(self._code("events", key))

    def site(self, key: str) -> int | None:
        return self.sites.get(self._code("sites", key))

    def item(self, key: str) -> Item | None:
        return self.items.get(self._code("items", key))

    def user(self, name: str | None) -> int | None:
        """Return the user of this name; whoever left long ago is kept by name only."""
        return None if name is None else self.users.get(self._code("users", name).lower())

    def _code(self, kind: str, key: str) -> str:
        return self.ids.get(kind, {}).get(key, key)


def known(session: Session, ids: Mapping[str, Mapping[str, str]]) -> Known:
    return Known(
        ids=ids,
        events={event.code: event for event in session.scalars(select(Event))},
        sites={row.code: row.id for row in session.execute(select(Site.code, Site.id))},
        items={item.sku: item for item in session.scalars(select(Item))},
        users={
            row.username.lower(): row.id for row in session.execute(select(User.username, User.id))
        },
    )


def read_ids(path: Path | None) -> dict[str, dict[str, str]]:
    """Read what the old keys stand for."""
    if path is None:
        return {}
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise IdsUnreadable(path, str(error.strerror or error)) from error
    except ValueError as error:
        raise IdsUnreadable(path, "it is no JSON") from error
    if not isinstance(document, dict) or set(document) - set(KINDS):
        raise IdsUnreadable(path, "it holds something else")
    if not all(isinstance(part, dict) for part in document.values()):
        raise IdsUnreadable(path, "a part of it is no object")
    return {
        kind: {str(key): str(code) for key, code in part.items()} for kind, part in document.items()
    }
