"""Lead times as the API takes and shows them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from backend.core.schemas import Exact, Id, In, ListQuery, Out, PathModel
from backend.needs.lead_times.rules import Horizon

Hours = Annotated[Decimal, Field(gt=0, le=87_600, max_digits=10, decimal_places=2)]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=255)]


class LeadTimePath(PathModel):
    lead_time_id: Id


class LeadTimeQuery(ListQuery):
    horizon: Horizon | None = None
    site_id: Id | None = Field(default=None, description="At either end of the way.")
    supplier_id: Id | None = None
    on: dt.date | None = Field(default=None, description="Only what holds on this day.")


class HorizonLeadTimeOut(Out):
    """How many hours a way takes. The most precise one that took effect last counts."""

    id: int
    horizon: Horizon = Field(description="A: transfer, B: donation, C: procurement.")
    from_site_id: int | None
    from_site_code: str | None
    to_site_id: int | None
    to_site_code: str | None
    supplier_id: int | None
    supplier_code: str | None
    hours: Exact
    effective_from: dt.date
    effective_to: dt.date | None = Field(description="The last day on which it counts.")
    is_default: bool
    reason: str | None
    updated_at: dt.datetime
    version: int


class LeadTimeDraft(In):
    horizon: Horizon
    from_site_id: Id | None = None
    to_site_id: Id | None = None
    supplier_id: Id | None = None
    hours: Hours
    effective_from: dt.date
    effective_to: dt.date | None = None
    is_default: bool = False
    reason: Reason

    @model_validator(mode="after")
    def names_its_way(self) -> Self:
        named = (self.from_site_id, self.to_site_id, self.supplier_id)
        if self.is_default:
            if any(named):
                raise ValueError("a default names neither a site nor a supplier")
        elif self.horizon is Horizon.A:
            self._check_route()
        elif self.supplier_id is None or self.from_site_id is not None:
            raise ValueError("a lead time of B or C names a supplier, and no site it comes from")
        if self.effective_to is not None and self.effective_to <= self.effective_from:
            raise ValueError("effective_to must lie after effective_from")
        return self

    def _check_route(self) -> None:
        if self.supplier_id is not None or None in (self.from_site_id, self.to_site_id):
            raise ValueError("a lead time of A names the two sites of its route, and no supplier")
        if self.from_site_id == self.to_site_id:
            raise ValueError("a route leads from one site to another")


class LeadTimeChange(In):
    """What is left out stays as it is."""

    hours: Hours | None = None
    effective_to: dt.date | None = None
    reason: Reason

    @model_validator(mode="after")
    def hours_stay_known(self) -> Self:
        if "hours" in self.model_fields_set and self.hours is None:
            raise ValueError("hours cannot be null")
        return self
