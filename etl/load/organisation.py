"""The organisation's row: what a data set says about it, and whether it holds demo data."""

from dataclasses import dataclass

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.clean.period import NAMES, Period
from etl.sources.errors import LoadRefused
from etl.sources.mapping import OrganisationMapping


@dataclass(frozen=True, slots=True)
class OrganisationState:
    country: str | None
    demand_period: Period | None
    is_demo: bool
    input_hash: str | None
    has_items: bool


def read_organisation(cursor: Cursor) -> OrganisationState:
    cursor.execute(
        "SELECT country, demand_period, is_demo, input_hash,"
        " EXISTS (SELECT FROM core.dim_item) FROM support.organisation"
    )
    row = cursor.fetchone()
    if row is None:
        raise LoadRefused("The database has no organisation: run the migrations first.")
    country, period, is_demo, input_hash, has_items = row
    return OrganisationState(
        country, Period(period) if period else None, is_demo, input_hash, has_items
    )


def check_demo(state: OrganisationState, wanted: OrganisationMapping, *, may_replace: bool) -> bool:
    """Refuse to mix demo and real data; tell whether the demo must be emptied first."""
    if not state.has_items or state.is_demo == wanted.is_demo:
        return False
    if wanted.is_demo:
        raise LoadRefused(
            "The database holds real data, and this folder is demo data: use another database."
        )
    if not may_replace:
        raise LoadRefused(
            "The database holds demo data: set REPLACE_DEMO=1 to empty it and load this folder."
        )
    return True


def check_period(stored: Period | None, found: Period) -> None:
    if stored is not None and stored is not found:
        raise LoadRefused(
            f"This demand is {NAMES[found]}, and the database holds {NAMES[stored]} demand: load "
            "it into a database of its own, or set 'demand_period' under 'organisation' in the "
            "mapping."
        )


def write_organisation(cursor: Cursor, wanted: OrganisationMapping) -> None:
    """Store what the mapping says; what it leaves out stays."""
    values = {**wanted.model_dump()}
    cursor.execute(
        """
        UPDATE support.organisation SET
            name = coalesce(%(name)s, name),
            currency = coalesce(%(currency)s, currency),
            time_zone = coalesce(%(time_zone)s, time_zone),
            country = coalesce(%(country)s, country),
            is_demo = %(is_demo)s
        WHERE (name, currency, time_zone, country, is_demo) IS DISTINCT FROM (
            coalesce(%(name)s, name), coalesce(%(currency)s, currency),
            coalesce(%(time_zone)s, time_zone), coalesce(%(country)s, country), %(is_demo)s
        )
        """,
        values,
    )


def write_period(cursor: Cursor, period: Period) -> None:
    cursor.execute(
        "UPDATE support.organisation SET demand_period = %s"
        " WHERE demand_period IS DISTINCT FROM %s",
        (str(period), str(period)),
    )


def write_input_hash(cursor: Cursor, content_hash: str) -> None:
    cursor.execute(
        "UPDATE support.organisation SET input_hash = %s WHERE input_hash IS DISTINCT FROM %s",
        (content_hash, content_hash),
    )


def write_demand_source(cursor: Cursor) -> None:
    """Store where demand comes from: the file where there is one, else what it is derived from."""
    cursor.execute(
        """
        WITH found AS (
            SELECT CASE
                WHEN EXISTS (SELECT FROM core.fact_demand_daily WHERE source = 'FILE') THEN 'FILE'
                WHEN EXISTS (SELECT FROM core.fact_demand_daily WHERE source = 'ISSUES')
                    THEN 'ISSUES'
                WHEN EXISTS (SELECT FROM core.fact_demand_daily WHERE source = 'DELIVERIES')
                    THEN 'DELIVERIES'
            END AS source
        )
        UPDATE support.organisation SET demand_source = found.source
        FROM found WHERE demand_source IS DISTINCT FROM found.source
        """
    )
