"""The mapping file: how a company's export becomes our columns. See docs/data-format.md."""

import string
from enum import StrEnum
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from etl.clean.reasons import Reason
from etl.sources.targets import TARGETS, TargetName


class Operator(StrEnum):
    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    IN = "in"
    NOT_IN = "not_in"
    MATCHES = "matches"
    STARTS_WITH = "starts_with"
    LESS_THAN = "less_than"
    LESS_OR_EQUAL = "less_or_equal"
    GREATER_THAN = "greater_than"
    GREATER_OR_EQUAL = "greater_or_equal"
    IS_MISSING = "is_missing"


LIST_OPERATORS = (Operator.IN, Operator.NOT_IN)
NUMBER_OPERATORS = (
    Operator.LESS_THAN,
    Operator.LESS_OR_EQUAL,
    Operator.GREATER_THAN,
    Operator.GREATER_OR_EQUAL,
)


DERIVABLE = (
    TargetName.ITEMS,
    TargetName.SITES,
    TargetName.SUPPLIERS,
    TargetName.SUPPLIER_ITEMS,
)


class Strict(BaseModel):
    """Refuses keys that it does not know, so that a typing error is found, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_text(value: Any) -> Any:
    """Take YAML's numbers and booleans for the text that stands in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


Text = Annotated[str, BeforeValidator(_as_text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


class ColumnSource(Strict):
    """Where one of our columns comes from: exactly one of the first four keys."""

    column: str | None = None
    constant: Text | None = None
    template: str | None = None
    code: str | None = Field(default=None, description="a header whose text becomes a short code")
    values: dict[Text, Text | None] = Field(default_factory=dict)
    null_values: Texts = ()
    uppercase: bool = False

    @model_validator(mode="before")
    @classmethod
    def take_plain_text_for_a_header(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def check_one_origin(self) -> Self:
        origins = (self.column, self.constant, self.template, self.code)
        if sum(origin is not None for origin in origins) != 1:
            raise ValueError("give exactly one of column, constant, template and code")
        return self

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the file that this column reads."""
        if self.template is not None:
            fields = (name for _, name, _, _ in string.Formatter().parse(self.template))
            return tuple(name for name in fields if name)
        return tuple(name for name in (self.column, self.code) if name is not None)


class Filter(Strict):
    """Rows that meet the condition are rejected, for the reason given."""

    column: str
    op: Operator
    value: Text | Texts | None = None
    reason: Reason = Reason.FILTERED
    hint: str | None = None

    @model_validator(mode="after")
    def check_value(self) -> Self:
        if self.op is Operator.IS_MISSING:
            return self
        if self.value is None:
            raise ValueError(f"'{self.op}' needs a value")
        if self.op in NUMBER_OPERATORS:
            try:
                float(str(self.value))
            except ValueError:
                raise ValueError(f"'{self.op}' needs a number as its value") from None
        elif self.op not in LIST_OPERATORS and not isinstance(self.value, str):
            raise ValueError(f"'{self.op}' needs one value, not a list; use 'in' for a list")
        return self

    @property
    def listed(self) -> tuple[str, ...]:
        if self.value is None:
            return ()
        return (self.value,) if isinstance(self.value, str) else self.value


class Projection(Strict):
    """How the columns of one target are made."""

    columns: dict[str, ColumnSource] = Field(min_length=1)
    dates: dict[str, Texts] = Field(default_factory=dict)

    def check_against(self, name: TargetName) -> None:
        target = TARGETS[name]
        for key in (*self.columns, *self.dates):
            if key not in target.column_names:
                known = ", ".join(target.column_names)
                raise ValueError(f"'{key}' is not a column of {name}; its columns are: {known}")
        for column in target.required:
            if column not in self.columns:
                raise ValueError(f"{name} needs the column '{column}'; map it under 'columns'")


class FileMapping(Projection):
    """One kind of file, its main target and the targets derived from the rows that are kept."""

    file: str = Field(min_length=1)
    target: TargetName
    headers: tuple[str, ...] = ()
    encoding: Literal["utf-8", "latin-1"] = "utf-8"
    separator: str | None = Field(default=None, min_length=1, max_length=1)
    decimal: Literal[".", ","] = "."
    thousands: Literal[",", ".", " ", "'"] | None = None
    null_values: Texts = ()
    filters: tuple[Filter, ...] = ()
    negative_quantity: Literal["reject", "returned"] = "reject"
    aggregate: Literal["day"] | None = None
    order_after_receipt: Literal["reject", "clear"] = "reject"
    derived: dict[TargetName, Projection] = Field(default_factory=dict)

    @model_validator(mode="after")
    def check_columns(self) -> Self:
        self.check_against(self.target)
        for name, projection in self.derived.items():
            if name not in DERIVABLE or name is self.target:
                known = ", ".join(DERIVABLE)
                raise ValueError(
                    f"'derived' cannot make {name}, only {known}; list the file once more instead"
                )
            projection.check_against(name)
        return self

    @model_validator(mode="after")
    def check_rules(self) -> Self:
        if self.target is not TargetName.DEMAND:
            if self.aggregate is not None:
                raise ValueError("'aggregate' is for demand only")
            if self.negative_quantity != "reject":
                raise ValueError("'negative_quantity' is for demand only")
        if self.target is not TargetName.ORDERS and self.order_after_receipt != "reject":
            raise ValueError("'order_after_receipt' is for orders only")
        if self.thousands == self.decimal:
            raise ValueError("'thousands' and 'decimal' must differ")
        return self

    @property
    def read_headers(self) -> tuple[str, ...]:
        """Every header the mapping reads, each once."""
        projections = (self, *self.derived.values())
        used = [
            header
            for projection in projections
            for source in projection.columns.values()
            for header in source.headers
        ]
        return tuple(dict.fromkeys([*used, *(rule.column for rule in self.filters)]))


class OrganisationMapping(Strict):
    """What a data set says about the organisation; what is absent stays as it is."""

    name: str | None = Field(default=None, min_length=1, max_length=200)
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    time_zone: str | None = None
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")
    demand_source: Literal["FILE", "ISSUES", "DELIVERIES"] | None = None
    demand_period: Literal["D", "W", "M"] | None = None
    is_demo: bool = False

    @field_validator("time_zone")
    @classmethod
    def check_time_zone(cls, value: str | None) -> str | None:
        if value is not None and value not in available_timezones():
            raise ValueError(f"'{value}' is not a time zone; use a name such as Europe/Rome")
        return value


class Mapping(Strict):
    """A whole mapping file. Without ``files`` the native format is read."""

    organisation: OrganisationMapping = OrganisationMapping()
    strict: bool = False
    files: tuple[FileMapping, ...] = ()
