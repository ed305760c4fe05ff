"""Pydantic bases and field types that every domain's schemas share."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

LARGEST_ID = 2**63 - 1

# A key as PostgreSQL can hold it: a larger number would fail in the database.
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]

# Quantities and money travel as strings, because JSON numbers are doubles.
Exact = Annotated[
    Decimal,
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}, mode="serialization"),
]


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie in the years 1 to 9999, also in UTC") from None


# A moment that can be read back: in UTC the last hours of the year 9999 may be of the year 10000.
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Out(BaseModel):
    """An answer. Its fields have no defaults, so that clients may rely on every one."""

    model_config = ConfigDict(from_attributes=True)


class In(BaseModel):
    """A request body: an unknown field is an error, blanks around text are not."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class PathModel(BaseModel):
    """The variables of a path. What does not fit is simply not found."""


class Query(BaseModel):
    """The query string: an unknown parameter is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class ListQuery(Query):
    """What every list takes. A CSV answer holds all rows, whatever limit and offset say."""

    limit: int = Field(default=100, ge=1, le=500)
    offset: int = Field(default=0, ge=0, le=2**31 - 1)
    sort: str | None = Field(
        default=None,
        description="Columns to sort by, the first one first; a minus sign means descending.",
        json_schema_extra={"example": "name,-created_at"},
        max_length=200,
    )
    format: Literal["json", "csv"] | None = Field(
        default=None, description="Beats the Accept header."
    )


class Meta(Out):
    """How many rows there are in all, which of them these are, and as of when."""

    total: int
    limit: int
    offset: int
    as_of: datetime


RowT = TypeVar("RowT", bound=BaseModel)


class Page(Out, Generic[RowT]):
    """One page of a list; as CSV, the whole list."""

    model_config = ConfigDict(
        json_schema_extra={},
        openapi_extra={  # type: ignore[typeddict-unknown-key]  # read by flask-openapi3
            "content": {"text/csv": {"schema": {"type": "string"}}},
        },
    )

    data: list[RowT]
    meta: Meta

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Call a page of ItemOut ``ItemPage``, which is the name TypeScript sees."""
        return f"{params[0].__name__.removesuffix('Out')}Page"
