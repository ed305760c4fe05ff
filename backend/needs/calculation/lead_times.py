"""How long each horizon takes on a day, out of all the rows that say so. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Way:
    """One row of the lead times: a route (A), a supplier (B, C), or the default of a horizon."""

    horizon: str
    from_site_id: int | None
    to_site_id: int | None
    supplier_id: int | None
    hours: Decimal
    effective_from: dt.date
    is_default: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """A lead time, and whether nothing but the default was there to say it."""

    hours: Decimal
    is_default: bool


class LeadTimes:
    """The rows in effect on one day. Who names the way counts before the default.

    Among equals the one that took effect last counts.
    """

    def __init__(self, ways: Iterable[Way]) -> None:
        self._known: dict[tuple[object, ...], Way] = {}
        for way in sorted(ways, key=lambda way: way.effective_from):
            ends = (way.from_site_id, way.to_site_id, way.supplier_id)
            self._known[(way.horizon, "default") if way.is_default else (way.horizon, *ends)] = way

    def route(self, from_site_id: int, to_site_id: int) -> Hours:
        return self._first("A", (from_site_id, to_site_id, None))

    def donation(self) -> Hours:
        return self._first("B")

    def procurement(self, supplier_id: int | None, to_site_id: int) -> Hours:
        return self._first("C", (None, to_site_id, supplier_id), (None, None, supplier_id))

    def _first(self, horizon: str, *ends: tuple[int | None, int | None, int | None]) -> Hours:
        for end in ends:
            found = self._known.get((horizon, *end))
            if found is not None:
                return Hours(found.hours, is_default=False)
        default = self._known[(horizon, "default")]
        return Hours(default.hours, is_default=True)
