"""Pages, sorting, filters and CSV of any list."""

import csv
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.core.errors import Problem
from backend.tests.factories import make_region

URL = "/api/v1/probes/regions"


@pytest.fixture(autouse=True)
def regions(session: Session) -> None:
    for code, name in (("a", "Same"), ("b", "Same"), ("c", "Same"), ("d", "Other")):
        make_region(session, code=code, name=name)
    session.commit()


def codes(client: FlaskClient, parameters: str) -> list[str]:
    return [row["code"] for row in client.get(f"{URL}?{parameters}").get_json()["data"]]


def test_a_page_says_how_many_there_are(client: FlaskClient) -> None:
    answer = client.get(f"{URL}?limit=2&offset=1").get_json()

    assert [row["code"] for row in answer["data"]] == ["b", "c"]
    meta = answer["meta"]
    assert (meta["total"], meta["limit"], meta["offset"]) == (4, 2, 1)
    assert meta["as_of"].endswith("Z")


@pytest.mark.parametrize("cut", ["limit=2", "limit=3&offset=2", "limit=4", "offset=4", "offset=90"])
def test_the_total_is_the_same_wherever_the_page_ends(client: FlaskClient, cut: str) -> None:
    assert client.get(f"{URL}?{cut}").get_json()["meta"]["total"] == 4


def test_of_a_list_without_rows_the_total_is_nought(client: FlaskClient) -> None:
    answer = client.get(f"{URL}?codes=z").get_json()

    assert (answer["data"], answer["meta"]["total"]) == ([], 0)


def test_equal_keys_are_never_shown_twice_nor_left_out(client: FlaskClient) -> None:
    seen = [codes(client, f"sort=-name&limit=1&offset={offset}")[0] for offset in range(4)]

    assert seen == ["a", "b", "c", "d"]


def test_several_keys_sort_in_turn(client: FlaskClient) -> None:
    assert codes(client, "sort=name,-code") == ["d", "c", "b", "a"]


def test_a_repeated_parameter_is_a_list_where_one_is_wanted(client: FlaskClient) -> None:
    assert codes(client, "codes=a&codes=d") == ["a", "d"]


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("offset=-1", "offset"),
        ("offset=99999999999", "offset"),
        ("limit=ten", "limit"),
        ("sort=secret", "sort"),
        ("sort=code,", "sort"),
        ("format=xml", "format"),
        ("colour=red", "colour"),
    ],
)
def test_what_a_list_does_not_take_is_refused(
    client: FlaskClient, parameters: str, field: str
) -> None:
    answer = client.get(f"{URL}?{parameters}")

    assert answer.status_code == 400
    problem = Problem.model_validate_json(answer.get_data())
    assert [error.field for error in problem.errors or []] == [field]


@pytest.mark.parametrize("parameters", ["limit=1&limit=2", "codes=%00"])
def test_what_makes_no_sense_is_refused(client: FlaskClient, parameters: str) -> None:
    assert client.get(f"{URL}?{parameters}").status_code == 400


@pytest.mark.parametrize("accept", ["text/csv", "text/csv, application/json;q=0.5"])
def test_csv_holds_every_row_with_the_same_filter_and_order(
    client: FlaskClient, accept: str
) -> None:
    address = f"{URL}?codes=a&codes=b&codes=d&sort=-code&limit=1"

    answer = client.get(address, headers={"Accept": accept})

    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [row["code"] for row in rows] == ["d", "b", "a"]
    assert answer.headers["X-Total-Count"] == "3"
    assert answer.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert "regions.csv" in answer.headers["Content-Disposition"]


def test_the_parameter_beats_the_header(client: FlaskClient) -> None:
    as_csv = client.get(f"{URL}?format=csv", headers={"Accept": "application/json"})
    as_json = client.get(f"{URL}?format=json", headers={"Accept": "text/csv"})

    assert as_csv.mimetype == "text/csv"
    assert as_json.mimetype == "application/json"


def test_json_is_what_everybody_else_gets(client: FlaskClient) -> None:
    for accept in ("*/*", "text/html", "application/json, text/csv"):
        assert client.get(URL, headers={"Accept": accept}).mimetype == "application/json"


def test_a_head_request_is_answered_without_rows(client: FlaskClient) -> None:
    answer = client.head(f"{URL}?format=csv")

    assert (answer.status_code, answer.get_data()) == (200, b"")
