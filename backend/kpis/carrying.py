"""Stock by day over several sites, one of which may have fallen silent. Pure."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from backend.kpis.figures import Days


@dataclass(frozen=True, slots=True)
class SiteDay:
    """Sums over one site on one day."""

    day: date
    site_id: int
    sums: Mapping[str, Any]


def carried(rows: Sequence[SiteDay], active_sites: Collection[int]) -> Days:
    """Add sites up by day; ``rows`` are ordered by day.

    ``carried_value`` counts a silent active site with its last known value, because what lies
    there has not vanished. ``sites_behind`` is the number of sites that it stands in for.
    """
    names = list(rows[0].sums) if rows else []
    dates: list[date] = []
    columns: dict[str, list[float | None]] = {
        name: [] for name in (*names, "carried_value", "sites_behind")
    }
    last: dict[int, Any] = {}
    for day, group in groupby(rows, key=lambda row: row.day):
        today = list(group)
        present = {row.site_id for row in today}
        last = {site: value for site, value in last.items() if site in active_sites}
        last.update({row.site_id: row.sums.get("on_hand_value") for row in today})
        dates.append(day)
        for name in names:
            columns[name].append(_total([row.sums[name] for row in today]))
        columns["carried_value"].append(_total(list(last.values())))
        columns["sites_behind"].append(float(len(last.keys() - present)))
    return Days(tuple(dates), columns)


def _total(values: Sequence[Any]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return math.fsum(known) if known else None
