"""What signing in takes and answers."""

from typing import Literal

from pydantic import ConfigDict, Field

from backend.core.schemas import In, Out


class Credentials(In):
    # A password may begin or end with a blank; stripping would change it.
    model_config = ConfigDict(str_strip_whitespace=False)

    username: str = Field(min_length=1, max_length=64)
    password: str = Field(min_length=1, max_length=1024)


class RefreshRequest(In):
    refresh_token: str = Field(min_length=1, max_length=200)


class TokensOut(Out):
    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"]
    expires_in: int = Field(description="Seconds until the access token ends.")


class SessionOut(Out):
    """The dashboard's session: the tokens are in cookies that its scripts cannot read."""

    expires_in: int = Field(description="Seconds until the access token ends.")


class OrganisationOut(Out):
    name: str
    currency: str | None
    time_zone: str
    country: str | None
    is_demo: bool
    demand_period: Literal["D", "W", "M"] | None
    demand_source: Literal["FILE", "ISSUES", "DELIVERIES"] | None


class MeOut(Out):
    id: int
    username: str
    full_name: str
    locale: str
    roles: list[str]
    permissions: list[str]
    organisation: OrganisationOut
