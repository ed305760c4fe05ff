"""A few routes that exist only in tests, to try what every route gets from the core."""

from decimal import Decimal

from flask import Response
from pydantic import Field
from sqlalchemy import select, text

from backend.access.guard import signed_in
from backend.core.errors import Conflict
from backend.core.http import blueprint, idempotent, public
from backend.core.listing import listing
from backend.core.paging import Ordering
from backend.core.schemas import Exact, Id, In, ListQuery, Out, Page, PathModel, Query
from backend.extensions import current_session
from backend.inventory.models import Region

probes = blueprint("probes", "/probes")


class RegionDraft(In):
    code: str
    name: str = Field(default="Region", max_length=50)
    fails: bool = False


class RegionOut(Out):
    id: int
    code: str
    name: str


class RegionQuery(ListQuery):
    codes: list[str] | None = None


class RegionPath(PathModel):
    region_id: Id


class AmountQuery(Query):
    amount: Decimal
    factor: float = 1.0


class AmountOut(Out):
    amount: Exact
    product: float


class RegionRefused(Conflict):
    """Raised after the row was written, to see that it goes away again."""


@probes.get("/regions")
@public
def list_probe_regions(query: RegionQuery) -> Page[RegionOut] | Response:
    """List regions."""
    rows = select(Region)
    if query.codes:
        rows = rows.where(Region.code.in_(query.codes))
    return listing(query, rows, RegionOut, ordering=Ordering(default="code"))


@probes.post("/regions", status=201)
@signed_in
@idempotent
def create_probe_region(body: RegionDraft) -> tuple[RegionOut, dict[str, str]]:
    """Create a region."""
    session = current_session()
    region = Region(code=body.code, name=body.name)
    session.add(region)
    session.flush()
    if body.fails:
        raise RegionRefused("This one was told to fail.")
    return RegionOut.model_validate(region), {"Location": f"/regions/{region.id}"}


@probes.get("/regions/<int:region_id>")
@public
def get_probe_region(path: RegionPath) -> RegionOut:
    """Show a region."""
    return RegionOut.model_validate(current_session().get_one(Region, path.region_id))


@probes.get("/amount")
@public
def get_probe_amount(query: AmountQuery) -> AmountOut:
    """Answer numbers."""
    return AmountOut(amount=query.amount, product=float(query.amount) * query.factor)


@probes.get("/broken")
@public
def get_probe_broken() -> AmountOut:
    """Fail as no view should."""
    raise RuntimeError("secret detail")


@probes.get("/too-large")
@public
def get_probe_too_large() -> None:
    """Ask the database for a number it cannot hold."""
    current_session().execute(text("SELECT 100000 * 100000"))


@probes.get("/slow")
@public
def get_probe_slow() -> None:
    """Ask the database for longer than it may take."""
    current_session().execute(text("SET LOCAL statement_timeout = '20ms'"))
    current_session().execute(text("SELECT pg_sleep(5)"))
