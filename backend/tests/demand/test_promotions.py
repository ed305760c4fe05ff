"""GET /demand/promotions."""

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.demand.models import Promotion
from backend.tests.demand.conftest import History
from backend.tests.factories import make_item
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/demand/promotions"
DAY = dt.date(2026, 4, 1)


@pytest.fixture
def planned(session: Session, history: History) -> History:
    """A week at every site, a day at the hub later on, one taken back, one of another item."""
    week, other = dt.timedelta(days=6), make_item(session).id
    rows = [
        Promotion(item_id=history.item, starts_on=DAY, ends_on=DAY + week, discount=0.2),
        Promotion(
            item_id=history.item,
            site_id=history.hub,
            starts_on=DAY + 2 * week,
            ends_on=DAY + 2 * week,
            unit_price=1.5,
        ),
        Promotion(
            item_id=history.item, starts_on=DAY + week, ends_on=DAY + week, is_cancelled=True
        ),
        Promotion(item_id=other, starts_on=DAY, ends_on=DAY + week),
    ]
    session.add_all(rows)
    session.commit()
    return history


def starts(client: FlaskClient, history: History, query: str = "") -> list[str]:
    rows = get_rows(client, f"{URL}?item_id={history.item}&{query}")
    return [row["starts_on"] for row in rows]


def test_an_item_s_promotions_are_listed_but_for_those_taken_back(
    vic: SignedInClient, planned: History
) -> None:
    rows = get_rows(vic, f"{URL}?item_id={planned.item}")

    assert [row["starts_on"] for row in rows] == ["2026-04-01", "2026-04-13"]
    assert (rows[0]["site_id"], rows[0]["discount"], rows[0]["unit_price"]) == (None, 0.2, None)
    assert (rows[1]["site_id"], rows[1]["unit_price"]) == (planned.hub, 1.5)


def test_a_site_has_its_own_and_those_of_every_site(vic: SignedInClient, planned: History) -> None:
    assert starts(vic, planned, f"site_id={planned.main}") == ["2026-04-01"]
    assert starts(vic, planned, f"site_id={planned.hub}") == ["2026-04-01", "2026-04-13"]


def test_a_promotion_counts_from_its_first_day_to_its_last(
    vic: SignedInClient, planned: History
) -> None:
    assert starts(vic, planned, "start_date=2026-04-07") == ["2026-04-01", "2026-04-13"]
    assert starts(vic, planned, "start_date=2026-04-08") == ["2026-04-13"]
    assert starts(vic, planned, "end_date=2026-04-12") == ["2026-04-01"]


def test_the_csv_holds_the_list(vic: SignedInClient, planned: History) -> None:
    assert_csv_holds_the_list(vic, f"{URL}?item_id={planned.item}", "id")


def test_an_unknown_item_is_not_found(vic: SignedInClient, planned: History) -> None:
    assert vic.get(f"{URL}?item_id={planned.item + 999}").status_code == 404
