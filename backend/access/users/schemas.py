"""Users and roles as the API takes and shows them."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from backend.access.passwords import SHORTEST
from backend.core.schemas import Id, In, ListQuery, Out, PathModel

Username = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._@+-]{2,64}$")]
FullName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)]
# Not stripped, whatever the model does with other text.
Password = Annotated[
    str, StringConstraints(min_length=SHORTEST, max_length=1024, strip_whitespace=False)
]
RoleNames = Annotated[list[str], Field(min_length=1, max_length=20)]
Locale = Literal["en", "pt-BR"]


class UserPath(PathModel):
    user_id: Id


class UserQuery(ListQuery):
    q: str | None = Field(default=None, description="Part of a user name or a full name.")
    role: str | None = None
    active: bool | None = None


class UserOut(Out):
    id: int
    username: str
    full_name: str
    email: str | None
    roles: list[str]
    is_active: bool
    locale: Locale
    locked_until: datetime | None
    last_login_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class UserCreatedOut(UserOut):
    password: str | None = Field(description="The generated password; it is shown only once.")


class UserDraft(In):
    username: Username
    full_name: FullName
    email: Email | None = None
    roles: RoleNames
    locale: Locale = "en"
    password: Password | None = Field(default=None, description="Generated where left out.")


class UserChange(In):
    """What to change; a field that is left out stays as it is."""

    full_name: FullName | None = None
    email: Email | None = None
    roles: RoleNames | None = None
    is_active: bool | None = None
    locale: Locale | None = None

    @model_validator(mode="after")
    def only_an_email_can_be_removed(self) -> Self:
        for name in self.model_fields_set - {"email"}:
            if getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null")
        return self


class PasswordReset(In):
    password: Password | None = Field(default=None, description="Generated where left out.")


class PasswordOut(Out):
    password: str | None = Field(description="The generated password; it is shown only once.")


class RoleOut(Out):
    id: int
    name: str
    description: str
    permissions: list[str]
