"""Approval policies and delegations as the API takes and shows them."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from backend.core.errors import Unprocessable
from backend.core.schemas import Exact, Id, In, ListQuery, Out, PathModel
from backend.needs.phases import Phase

Horizon = Literal["A", "B", "C"]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Value = Annotated[Exact, Field(ge=0, max_digits=18, decimal_places=4)]
Limit = Annotated[Exact, Field(gt=0, le=8760, max_digits=10, decimal_places=2)]
Roles = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]*$", max_length=100)]],
    Field(min_length=1, max_length=5),
]
Rank = Annotated[int, Field(ge=1, le=1000)]
LONGEST_DELEGATION = dt.timedelta(days=366)


class RangeReversed(Unprocessable):
    def __init__(self) -> None:
        super().__init__("maximum_value must be above minimum_value.")


class PolicyPath(PathModel):
    policy_id: Id


class PolicyQuery(ListQuery):
    horizon: Horizon | None = None
    active: bool | None = None


class ApprovalPolicyOut(Out):
    """One tier: the roles that approve, in order. Above the minimum, up to the maximum.

    ``phase`` and ``scope`` null mean every phase and every category of items.
    """

    id: int
    name: str
    horizon: Horizon
    phase: Phase | None
    scope: str | None
    minimum_value: Exact
    maximum_value: Exact | None
    roles: list[str]
    time_limit_hours: Exact
    rank: int
    is_active: bool
    updated_at: dt.datetime
    version: int


class ApprovalPolicyDraft(In):
    name: Name
    horizon: Horizon
    phase: Phase | None = None
    scope: Name | None = None
    minimum_value: Value = Decimal(0)
    maximum_value: Value | None = None
    roles: Roles
    time_limit_hours: Limit
    rank: Rank
    is_active: bool = True
    reason: Reason

    @model_validator(mode="after")
    def fit_together(self) -> Self:
        if self.maximum_value is not None and self.maximum_value <= self.minimum_value:
            raise ValueError("maximum_value must be above minimum_value")
        if len(set(self.roles)) < len(self.roles):
            raise ValueError("name each role once")
        return self


class ApprovalPolicyChange(In):
    """What to change; a field that is left out stays as it is."""

    name: Name | None = None
    phase: Phase | None = None
    scope: Name | None = None
    minimum_value: Value | None = None
    maximum_value: Value | None = None
    roles: Roles | None = None
    time_limit_hours: Limit | None = None
    rank: Rank | None = None
    is_active: bool | None = None
    reason: Reason

    @model_validator(mode="after")
    def keep_what_is_needed(self) -> Self:
        for name in self.model_fields_set - {"phase", "scope", "maximum_value"}:
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null")
        if self.roles is not None and len(set(self.roles)) < len(self.roles):
            raise ValueError("name each role once")
        return self

    @staticmethod
    def check_range(minimum: Decimal, maximum: Decimal | None) -> None:
        if maximum is not None and maximum <= minimum:
            raise RangeReversed


class DelegationPath(PathModel):
    delegation_id: Id


class DelegationQuery(ListQuery):
    """``current`` keeps what holds today or later and was not revoked."""

    current: bool | None = None
    user_id: Id | None = None


class DelegationOut(Out):
    id: int
    from_user_id: int
    from_user: str
    to_user_id: int
    to_user: str
    starts_on: dt.date
    ends_on: dt.date
    reason: str
    revoked_at: dt.datetime | None
    created_at: dt.datetime
    version: int


class DelegationDraft(In):
    """``from_user_id`` is for administrators; left out, it is the caller."""

    from_user_id: Id | None = None
    to_user_id: Id
    starts_on: dt.date
    ends_on: dt.date
    reason: Reason

    @model_validator(mode="after")
    def fit_together(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError("ends_on must not be before starts_on")
        if self.ends_on - self.starts_on > LONGEST_DELEGATION:
            raise ValueError("a delegation lasts a year at most")
        return self


class StandInOut(Out):
    """Somebody who could decide in another's place."""

    id: int
    username: str
    full_name: str
