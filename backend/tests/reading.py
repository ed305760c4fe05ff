"""What tests ask of lists: rows as dictionaries, and CSV files beside their JSON."""

import csv
import io
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session


def refresh_views(session: Session) -> None:
    """Fill the views, as the nightly run does after loading."""
    session.flush()
    session.execute(text("SELECT analytics.refresh_views()"))
    session.commit()


def get_rows(client: FlaskClient, url: str) -> list[dict[str, Any]]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    rows: list[dict[str, Any]] = answer.get_json()["data"]
    return rows


def get_csv(client: FlaskClient, url: str) -> list[dict[str, str]]:
    answer = client.get(url, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.content_type.startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert answer.headers["X-Total-Count"] == str(len(rows))
    return rows


def assert_csv_holds_the_list(client: FlaskClient, url: str, key: str) -> None:
    """The CSV file has the list's rows, all of them, in the same order, whatever the page."""
    page = client.get(url).get_json()
    mark = "&" if "?" in url else "?"
    rows = get_csv(client, f"{url}{mark}limit=1")

    assert len(rows) == page["meta"]["total"] == len(page["data"])
    assert [row[key] for row in rows] == [str(row[key]) for row in page["data"]]
    if rows:
        assert set(rows[0]) == set(page["data"][0])
