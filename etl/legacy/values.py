"""Reads values of an old JSON store. What cannot be read is a reject, never a guess. Pure."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

# What NUMERIC(18, 4) holds.
LARGEST = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class Reject:
    """Why an old record, or one part of it, cannot be taken."""

    old_id: str
    reason: str
    detail: str


@dataclass(slots=True)
class Reader:
    """Reads the fields of one object, remembers which it has read, and what it could not."""

    old_id: str
    values: Mapping[str, Any]
    where: str = ""
    rejects: list[Reject] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def refuse(self, reason: str, name: str, value: Any) -> None:
        place = f"{self.where}{name}"
        self.rejects.append(Reject(self.old_id, reason, f"{place}: {value!r}"[:300]))

    def get(self, *names: str) -> Any:
        """Return the first of these fields that holds something."""
        self.read.update(names)
        return next(
            (self.values[name] for name in names if self.values.get(name) is not None), None
        )

    def text(self, *names: str) -> str | None:
        value = self.get(*names)
        if value is None or isinstance(value, (dict, list)):
            return None
        return str(value).strip() or None

    def choice(self, allowed: Collection[str], reason: str, *names: str) -> str | None:
        value = self.text(*names)
        if value is None:
            return None
        if value.upper() not in allowed:
            self.refuse(reason, names[0], value)
            return None
        return value.upper()

    def number(self, *names: str) -> Decimal | None:
        """Return a finite number that is not negative, or null where nothing is given."""
        value = self.get(*names)
        if value is None or value == "":
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(value, bool) or not number.is_finite() or abs(number) >= LARGEST:
            self.refuse("NUMBER_UNREADABLE", names[0], value)
            return None
        if number < 0:
            self.refuse("NUMBER_NEGATIVE", names[0], value)
            return None
        return number

    def moment(self, *names: str) -> dt.datetime | None:
        """Return an instant; one without a time zone is taken as UTC, as the old store wrote it."""
        value = self.get(*names)
        if value is None or value == "":
            return None
        try:
            moment = dt.datetime.fromisoformat(str(value))
            return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        except (ValueError, OverflowError):
            self.refuse("DATE_UNREADABLE", names[0], value)
            return None

    def texts(self, *names: str) -> list[str]:
        value = self.get(*names)
        return [str(one) for one in value] if isinstance(value, list) else []

    def objects(self, *names: str) -> list[Mapping[str, Any]]:
        """Return a list of objects; anything else in their place is a reject."""
        value = self.get(*names)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.refuse("NOT_A_LIST", names[0], type(value).__name__)
            return []
        return value

    def rest(self) -> dict[str, Any]:
        """Return what nobody asked for: it is kept, because somebody may ask one day."""
        return {name: value for name, value in self.values.items() if name not in self.read}
