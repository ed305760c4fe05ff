"""One mechanism for every list: a JSON page or the whole list as CSV, from the same statement."""

from datetime import datetime

from flask import Response, request

from backend.core.csv_export import CsvExport
from backend.core.paging import Ordering, page, prepared
from backend.core.replica import reading_as_of, reading_bind, reading_session
from backend.core.schemas import ListQuery, Page, RowT
from backend.core.sql import Rows


def listing(
    query: ListQuery,
    rows: Rows,
    schema: type[RowT],
    *,
    ordering: Ordering | None = None,
    as_of: datetime | None = None,
) -> Page[RowT] | Response:
    """Answer a list.

    ``rows`` is filtered already and has a column for each field of ``schema``; a SELECT of an
    entity will do. Any of its columns may be sorted by, unless ``ordering`` says otherwise.
    """
    ordering = ordering or Ordering()
    statement = prepared(rows, schema, query.sort, ordering)
    if wants_csv(query):
        return csv_response(statement)
    return page(
        reading_session(),
        statement,
        query,
        schema,
        counts_along=ordering.counts_along,
        as_of=as_of or reading_as_of(),
    )


def wants_csv(query: ListQuery) -> bool:
    if query.format is not None:
        return query.format == "csv"
    best = request.accept_mimetypes.best_match(["application/json", "text/csv"])
    return best == "text/csv"


def csv_response(statement: Rows) -> Response:
    """Stream all rows of ``statement``; the header X-Total-Count says how many there are."""
    export = CsvExport(reading_bind(), statement)
    name = f"{request.path.rstrip('/').rsplit('/', 1)[-1]}.csv"
    response = Response(iter(export), content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Total-Count"] = str(export.total)
    response.call_on_close(export.close)
    return response
