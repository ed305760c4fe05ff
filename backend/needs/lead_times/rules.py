"""Which lead time counts: the one that names most and took effect last. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Horizon(StrEnum):
    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How many hours one way takes. A default names neither site nor supplier."""

    id: int
    horizon: Horizon
    from_site_id: int | None
    to_site_id: int | None
    supplier_id: int | None
    hours: Decimal
    effective_from: dt.date
    effective_to: dt.date | None
    is_default: bool

    def holds_on(self, day: dt.date) -> bool:
        """Whether it counts on ``day``; the last day is included."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    def fits(
        self, from_site_id: int | None, to_site_id: int | None, supplier_id: int | None
    ) -> bool:
        if self.is_default:
            return True
        if self.horizon is Horizon.A:
            return (self.from_site_id, self.to_site_id) == (from_site_id, to_site_id)
        return self.supplier_id == supplier_id and self.to_site_id in (None, to_site_id)


def lead_time_for(
    known: Iterable[LeadTime],
    horizon: Horizon,
    *,
    on: dt.date,
    from_site_id: int | None = None,
    to_site_id: int | None = None,
    supplier_id: int | None = None,
) -> LeadTime | None:
    """Return the lead time of a way on a day; None where not even a default holds."""
    fitting = [
        lead_time
        for lead_time in known
        if lead_time.horizon is horizon
        and lead_time.holds_on(on)
        and lead_time.fits(from_site_id, to_site_id, supplier_id)
    ]
    return max(fitting, key=_precision, default=None)


def _precision(lead_time: LeadTime) -> tuple[bool, bool, dt.date, int]:
    return (
        not lead_time.is_default,
        lead_time.to_site_id is not None,
        lead_time.effective_from,
        lead_time.id,
    )
