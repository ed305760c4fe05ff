"""GET /alerts."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.alerts.kinds import Level
from backend.alerts.models import AlertState
from backend.core import clock
from backend.tests.alerts.factories import make_alert
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/alerts"


def ids(client: FlaskClient, **query: object) -> list[int]:
    response = client.get(URL, query_string=query)
    assert response.status_code == 200, response.get_json()
    return [row["id"] for row in response.get_json()["data"]]


def test_the_worst_and_newest_come_first(vic: FlaskClient, session: Session) -> None:
    old, new = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 2, tzinfo=UTC)
    normal = make_alert(session, level=Level.NORMAL, opened_at=new)
    critical = make_alert(session, level=Level.CRITICAL, opened_at=old)
    early = make_alert(session, level=Level.WARNING, opened_at=old)
    late = make_alert(session, level=Level.WARNING, opened_at=new)

    assert ids(vic) == [critical.id, late.id, early.id, normal.id]


def test_each_filter_chooses(vic: FlaskClient, session: Session) -> None:
    out = make_alert(session, type="STOCKOUT", level=Level.CRITICAL)
    low = make_alert(session, type="LOW_STOCK", suppressed_by=out.fingerprint)
    gone = make_alert(session, type="STALE_SITE", resolved_at=clock.now())

    assert ids(vic, type="LOW_STOCK") == [low.id]
    assert ids(vic, type=["LOW_STOCK", "STOCKOUT"]) == [out.id, low.id]
    assert ids(vic, level="CRITICAL") == [out.id]
    assert ids(vic, item_id=low.item_id) == [low.id]
    assert ids(vic, site_id=gone.site_id) == [gone.id]
    assert ids(vic, suppressed="true") == [low.id]
    assert ids(vic, suppressed="false", status="OPEN") == [out.id]
    assert ids(vic, status="RESOLVED") == [gone.id]
    assert ids(vic, q=out.message[:9].lower()) == [out.id]
    assert ids(vic, q="100%") == []


def test_an_alert_says_what_it_is_about(vic: FlaskClient, session: Session) -> None:
    alert = make_alert(session)

    (row,) = vic.get(URL).get_json()["data"]

    assert row["fingerprint"] == alert.fingerprint
    assert row["message"].startswith(row["sku"])
    assert (row["status"], row["version"], row["is_suppressed"]) == ("OPEN", 0, False)
    assert row["site_code"]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ({"status": "ACKNOWLEDGED"}, "ACKNOWLEDGED"),
        ({"status": "ACKNOWLEDGED", "promised_at": timedelta(hours=1)}, "ACKNOWLEDGED"),
        ({"status": "ACKNOWLEDGED", "promised_at": -timedelta(hours=1)}, "OPEN"),
        ({"status": "SNOOZED", "snoozed_until": timedelta(hours=1)}, "SNOOZED"),
        ({"status": "SNOOZED", "snoozed_until": -timedelta(hours=1)}, "OPEN"),
        ({"status": "SNOOZED", "until_worse_than": Level.WARNING}, "SNOOZED"),
        ({"status": "SNOOZED", "until_worse_than": Level.NORMAL}, "OPEN"),
        ({"status": "RESOLVED", "until_worse_than": Level.WARNING}, "RESOLVED"),
        ({"status": "RESOLVED", "until_worse_than": Level.NORMAL}, "OPEN"),
    ],
)
def test_what_time_has_undone_is_open_at_once(
    vic: FlaskClient, session: Session, state: dict[str, object], shown: str
) -> None:
    alert = make_alert(session)
    moments = {
        name: clock.now() + value if isinstance(value, timedelta) else value
        for name, value in state.items()
    }
    session.add(AlertState(fingerprint=alert.fingerprint, **moments))
    session.commit()

    assert ids(vic, status=shown) == [alert.id]
    assert vic.get(f"{URL}/{alert.id}").get_json()["status"] == shown


def test_what_was_said_of_an_earlier_episode_is_not_said_of_this(
    vic: FlaskClient, session: Session
) -> None:
    ended = make_alert(session, resolved_at=clock.now())
    again = make_alert(session, fingerprint=ended.fingerprint)
    session.add(AlertState(fingerprint=ended.fingerprint, status="ACKNOWLEDGED"))
    session.commit()

    rows = {row["id"]: row["status"] for row in vic.get(URL).get_json()["data"]}

    assert rows == {ended.id: "RESOLVED", again.id: "ACKNOWLEDGED"}


def test_the_file_has_every_row(vic: FlaskClient, session: Session) -> None:
    for _ in range(3):
        make_alert(session)

    response = vic.get(URL, query_string={"limit": 1, "format": "csv"})

    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    assert len(rows) == 3
    assert response.headers["X-Total-Count"] == "3"
    assert rows[0]["level"] == "WARNING"


def test_who_may_see_alerts(client: FlaskClient, vic: SignedInClient) -> None:
    assert client.get(URL).status_code == 401
    assert client.get(f"{URL}/1").status_code == 401
    assert vic.get(f"{URL}/999999").status_code == 404
    assert vic.get(URL, query_string={"level": "TERRIBLE"}).status_code == 400


def test_open_alerts_are_counted_for_the_metrics(client: FlaskClient, session: Session) -> None:
    make_alert(session, level=Level.CRITICAL)
    make_alert(session, level=Level.CRITICAL, suppressed_by="STALE_SITE:X")

    metrics = client.get("/metrics").get_data(as_text=True)

    assert 'open_alerts{level="CRITICAL",type="STOCKOUT"} 1.0' in metrics
