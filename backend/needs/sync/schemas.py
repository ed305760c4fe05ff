"""When sites handed in their data, as the API takes and shows it."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from backend.core.schemas import Id, In, ListQuery, Moment, Out, PathModel

SyncType = Literal["AUTO", "MANUAL", "SCHEDULED"]
SyncStatus = Literal["SUCCESS", "PARTIAL", "FAILED"]
ErrorText = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
MOST_ITEMS = 2**31 - 1


class SitePath(PathModel):
    site_id: Id


class SyncQuery(ListQuery):
    status: SyncStatus | None = None
    type: SyncType | None = None


class SyncOut(Out):
    """One time a site handed in its data."""

    id: int
    at: dt.datetime
    type: SyncType
    status: SyncStatus
    data_up_to: dt.datetime | None = Field(description="Up to when the site's own records go.")
    items_synced: int
    error_text: str | None
    actor: str


class SyncDraft(In):
    type: SyncType = "MANUAL"
    status: SyncStatus = "SUCCESS"
    data_up_to: Moment | None = Field(default=None, description="Now where left out.")
    items_synced: int = Field(default=0, ge=0, le=MOST_ITEMS)
    error_text: ErrorText | None = Field(default=None, description="What failed.")

    @model_validator(mode="after")
    def failure_is_explained(self) -> Self:
        if self.status == "FAILED" and self.error_text is None:
            raise ValueError("error_text says what failed")
        return self
