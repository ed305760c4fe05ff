"""GET /forecasts, /forecasts/runs, /features."""

from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.demand.models import ForecastRun
from backend.tests.demand.conftest import History, add_forecast, make_run
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/forecasts"


def answer(client: FlaskClient, history: History, query: str = "") -> dict[str, Any]:
    found = client.get(f"{URL}?item_id={history.item}&{query}")
    assert found.status_code == 200, found.get_data(as_text=True)
    document: dict[str, Any] = found.get_json()
    return document


def test_a_site_s_forecast_has_quantiles_by_level(vic: SignedInClient, history: History) -> None:
    found = answer(vic, history, f"site_id={history.main}&horizon=2")

    assert [row["date"] for row in found["data"]] == ["2026-03-12", "2026-03-13"]
    assert found["data"][1] == {
        "date": "2026-03-13",
        "mean": 2.0,
        "quantiles": {
            "0.005": 0.0,
            "0.1": 2.0,
            "0.5": 4.0,
            "0.9": 6.0,
            "0.95": 8.0,
            "0.98": 10.0,
            "0.99": 12.0,
            "0.995": 14.0,
        },
        "model": "SES",
        "run_id": history.run,
    }
    assert found["quantiles_reason"] is None


def test_the_run_and_the_accuracy_come_with_it(vic: SignedInClient, history: History) -> None:
    found = answer(vic, history, f"site_id={history.main}")

    assert (found["run"]["id"], found["run"]["origin"]) == (history.run, "2026-03-11")
    assert (found["accuracy"]["rmsse"], found["accuracy"]["wape"]) == (0.8, None)


def test_sites_add_up_in_the_mean_and_have_no_quantiles(
    vic: SignedInClient, history: History
) -> None:
    found = answer(vic, history, "horizon=1")

    assert found["data"][0]["mean"] == 11.0
    assert found["data"][0]["quantiles"] is None
    assert found["quantiles_reason"] == "SUM_OF_SITES"
    assert found["accuracy"] is None


def test_weeks_add_up_in_the_mean_and_have_no_quantiles(
    vic: SignedInClient, history: History
) -> None:
    found = answer(vic, history, f"site_id={history.main}&bucket=week")

    # Thursday to Sunday 1 + 2 + 3 + 4, then 5 to 10
    assert [(row["date"], row["mean"]) for row in found["data"]] == [
        ("2026-03-09", 10.0),
        ("2026-03-16", 45.0),
    ]
    assert found["quantiles_reason"] == "SUM_OF_PERIODS"


def test_earlier_runs_can_still_be_read(
    vic: SignedInClient, session: Session, history: History
) -> None:
    earlier = make_run(session, latest=False)
    session.execute(delete(ForecastRun).where(ForecastRun.id == history.run))
    add_forecast(session, earlier, history.item, history.main, 3.0)
    session.commit()

    assert answer(vic, history)["data"] == []
    found = answer(vic, history, f"run_id={earlier.id}&horizon=1&site_id={history.main}")
    assert found["data"][0]["mean"] == 3.0
    assert vic.get(f"{URL}?item_id={history.item}&run_id=999999").status_code == 404


def test_without_any_run_there_is_nothing_rather_than_zero(
    vic: SignedInClient, session: Session, history: History
) -> None:
    session.execute(delete(ForecastRun))
    session.commit()

    found = answer(vic, history)

    assert (found["data"], found["run"], found["accuracy"]) == ([], None, None)


def test_the_csv_files_have_the_same_rows(vic: SignedInClient, history: History) -> None:
    item = f"item_id={history.item}"
    assert_csv_holds_the_list(vic, f"{URL}?{item}&site_id={history.main}", "date")
    assert_csv_holds_the_list(vic, f"{URL}?{item}&bucket=month", "mean")
    assert_csv_holds_the_list(vic, f"{URL}/runs", "id")
    assert_csv_holds_the_list(vic, f"/api/v1/features?{item}", "site_id")


def test_runs_are_listed_with_their_accuracy(
    vic: SignedInClient, session: Session, history: History
) -> None:
    make_run(session, latest=False)
    session.commit()

    assert len(get_rows(vic, f"{URL}/runs")) == 2
    latest = get_rows(vic, f"{URL}/runs?latest=true")
    assert [(row["id"], row["accuracy"]) for row in latest] == [(history.run, {"rmsse": 0.8})]


def test_features_come_by_site_and_day(vic: SignedInClient, history: History) -> None:
    rows = get_rows(
        vic, f"/api/v1/features?item_id={history.item}&site_id={history.hub}&end_date=2026-03-10"
    )

    assert rows == [
        {
            "date": "2026-03-10",
            "site_id": history.hub,
            "features": {"lag_7": 10.0},
            "schema_version": 1,
            "run_id": history.run,
        }
    ]


def test_the_item_is_required(vic: SignedInClient) -> None:
    for url in (URL, "/api/v1/features"):
        assert vic.get(url).status_code == 400
