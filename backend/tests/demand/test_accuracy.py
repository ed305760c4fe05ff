"""GET /forecasts/accuracy, /forecasts/accuracy/series."""

import datetime as dt

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.catalogue.models import Item
from backend.demand.models import ForecastAccuracy, ForecastFold
from backend.tests.demand.conftest import History
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/forecasts/accuracy"
ORIGINS = (dt.date(2026, 2, 1), dt.date(2026, 3, 1))


@pytest.fixture
def folded(session: Session, history: History) -> History:
    """Two origins, two steps ahead: ten a period forecast one too high at first, then right."""
    session.execute(update(Item).where(Item.id == history.item).values(family="Ropes"))
    for site, total in ((history.main, 10.0), (history.hub, 30.0)):
        for number, origin in enumerate(ORIGINS):
            for horizon in (1, 2):
                off = 1.0 if number == 0 else 0.0
                session.add(
                    ForecastFold(
                        run_id=history.run,
                        site_id=site,
                        family="Ropes",
                        origin=origin,
                        horizon=horizon,
                        points=2,
                        actual_total=total,
                        absolute_error=off,
                        error=off,
                        within=[0, 0, 1, 2, 2, 2, 2, 2],
                    )
                )
    session.commit()
    return history


def test_a_group_adds_its_errors_up(vic: SignedInClient, folded: History) -> None:
    [row] = get_rows(vic, f"{URL}?by=family")

    assert (row["group"], row["points"], row["actual_total"]) == ("Ropes", 16, 160.0)
    assert row["wape"] == pytest.approx(4 / 160)
    assert row["bias"] == pytest.approx(4 / 160)
    assert row["rmsse"] == pytest.approx(0.8)
    assert row["naive_rmsse"] is None
    assert row["within"]["0.5"] == 0.5
    assert row["within"]["0.9"] == 1.0


def test_bias_over_time_and_steps_ahead_in_order(vic: SignedInClient, folded: History) -> None:
    over_time = get_rows(vic, f"{URL}?by=origin")
    ahead = get_rows(vic, f"{URL}?by=horizon&site_id={folded.main}")

    assert [(row["group"], row["bias"]) for row in over_time] == [
        ("2026-02-01", pytest.approx(4 / 80)),
        ("2026-03-01", 0.0),
    ]
    assert [(row["group"], row["points"], row["rmsse"]) for row in ahead] == [
        ("1", 4, None),
        ("2", 4, None),
    ]


def test_a_site_or_all_can_be_asked_for(vic: SignedInClient, folded: History) -> None:
    [main] = get_rows(vic, f"{URL}?by=site&site_id={folded.main}")
    [everything] = get_rows(vic, f"{URL}?by=all")

    assert main["wape"] == pytest.approx(2 / 40)
    assert (everything["group"], everything["points"]) == ("all", 16)
    assert get_rows(vic, f"{URL}?by=all&family=Hats") == []
    assert vic.get(f"{URL}?run_id={folded.run + 1}").status_code == 404


def test_what_was_not_tested_is_null(
    vic: SignedInClient, folded: History, session: Session
) -> None:
    session.execute(update(ForecastFold).values(within=None, actual_total=0.0))
    session.commit()

    [row] = get_rows(vic, f"{URL}?by=family")

    assert (row["within"], row["wape"], row["bias"]) == (None, None, None)


def test_the_worst_series_come_first(
    vic: SignedInClient, folded: History, session: Session
) -> None:
    worse = update(ForecastAccuracy).where(ForecastAccuracy.site_id == folded.hub)
    session.execute(worse.values(rmsse=1.4))
    session.commit()

    rows = get_rows(vic, f"{URL}/series")

    assert [(row["site_id"], row["rmsse"]) for row in rows] == [
        (folded.hub, 1.4),
        (folded.main, 0.8),
    ]
    assert rows[0]["family"] == "Ropes"
    assert get_rows(vic, f"{URL}/series?family=Hats") == []
    assert_csv_holds_the_list(vic, f"{URL}/series", "site_id")
    assert_csv_holds_the_list(vic, f"{URL}?by=horizon", "group")
