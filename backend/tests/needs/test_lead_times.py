"""Which lead time counts, and GET, POST, PATCH /lead-times."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.needs.events.models import LeadTimeConfig
from backend.needs.lead_times.errors import LeadTimeMissing
from backend.needs.lead_times.queries import lead_time_hours
from backend.needs.lead_times.rules import Horizon, LeadTime, lead_time_for
from backend.tests.factories import make_site, make_supplier
from backend.tests.needs.scenes import change, last_entry
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient

URL = "/api/v1/lead-times"
TODAY = dt.date(2026, 3, 2)


def a_lead_time(number: int, hours: int, **overrides: Any) -> LeadTime:
    stated = {
        "horizon": Horizon.A,
        "from_site_id": None,
        "to_site_id": None,
        "supplier_id": None,
        "effective_from": dt.date(2026, 1, 1),
        "effective_to": None,
        "is_default": False,
        **overrides,
    }
    return LeadTime(id=number, hours=Decimal(hours), **stated)


KNOWN = (
    a_lead_time(1, 8, is_default=True, effective_from=dt.date(1970, 1, 1)),
    a_lead_time(2, 6, from_site_id=1, to_site_id=2),
    a_lead_time(3, 4, from_site_id=1, to_site_id=2, effective_from=dt.date(2026, 3, 1)),
    a_lead_time(4, 2, from_site_id=1, to_site_id=2, effective_from=dt.date(2026, 3, 3)),
    a_lead_time(5, 3, from_site_id=1, to_site_id=3, effective_to=dt.date(2026, 3, 1)),
    a_lead_time(6, 336, horizon=Horizon.C, is_default=True),
    a_lead_time(7, 200, horizon=Horizon.C, supplier_id=9),
    a_lead_time(8, 100, horizon=Horizon.C, supplier_id=9, to_site_id=2),
)


@pytest.mark.parametrize(
    ("horizon", "way", "expected"),
    [
        pytest.param(Horizon.A, {"from_site_id": 5, "to_site_id": 2}, 1, id="default"),
        pytest.param(Horizon.A, {"from_site_id": 1, "to_site_id": 2}, 3, id="latest"),
        pytest.param(Horizon.A, {"from_site_id": 2, "to_site_id": 1}, 1, id="one-way"),
        pytest.param(Horizon.A, {"from_site_id": 1, "to_site_id": 3}, 1, id="ended"),
        pytest.param(Horizon.C, {"supplier_id": 9}, 7, id="supplier"),
        pytest.param(Horizon.C, {"supplier_id": 9, "to_site_id": 2}, 8, id="supplier-to-site"),
        pytest.param(Horizon.C, {"supplier_id": 8, "to_site_id": 2}, 6, id="other-supplier"),
        pytest.param(Horizon.B, {"supplier_id": 9}, None, id="none"),
    ],
)
def test_the_most_precise_that_took_effect_last_counts(
    horizon: Horizon, way: dict[str, int], expected: int | None
) -> None:
    found = lead_time_for(KNOWN, horizon, on=TODAY, **way)

    assert (found.id if found else None) == expected


def test_the_last_day_is_included() -> None:
    way = {"from_site_id": 1, "to_site_id": 3}

    found = lead_time_for(KNOWN, Horizon.A, on=dt.date(2026, 3, 1), **way)

    assert found is not None
    assert found.id == 5


def test_each_horizon_has_a_default_from_the_start(session: Session) -> None:
    hours = [lead_time_hours(session, horizon, on=TODAY) for horizon in Horizon]

    assert hours == [8, 72, 336]


def test_without_even_a_default_it_says_what_to_set(session: Session) -> None:
    with pytest.raises(LeadTimeMissing, match="horizon A"):
        lead_time_hours(session, Horizon.A, on=dt.date(1960, 1, 1))


def test_a_route_is_set_and_counts_from_its_day(max_: SignedInClient, session: Session) -> None:
    source, target = make_site(session), make_site(session)
    body = {
        "horizon": "A",
        "from_site_id": source.id,
        "to_site_id": target.id,
        "hours": "6",
        "effective_from": "2026-03-02",
        "reason": "New road",
    }

    answer = max_.post(URL, json=body)

    assert answer.status_code == 201
    assert (answer.get_json()["from_site_code"], answer.get_json()["hours"]) == (
        source.code,
        "6.00",
    )
    assert last_entry(session).reason == "New road"
    way = {"from_site_id": source.id, "to_site_id": target.id}
    before = lead_time_hours(session, Horizon.A, on=TODAY - dt.timedelta(days=1), **way)
    assert before == 8
    assert lead_time_hours(session, Horizon.A, on=TODAY, **way) == 6
    assert max_.post(URL, json=body).get_json()["code"] == "LeadTimeTaken"


def test_a_way_must_be_named_in_full(max_: SignedInClient, session: Session) -> None:
    site, supplier = make_site(session), make_supplier(session)
    wrong: list[dict[str, Any]] = [
        {"horizon": "A", "to_site_id": site.id},
        {"horizon": "A", "from_site_id": site.id, "to_site_id": site.id},
        {"horizon": "A", "from_site_id": 999, "to_site_id": site.id},
        {"horizon": "C"},
        {"horizon": "C", "supplier_id": supplier.id, "from_site_id": site.id},
        {"horizon": "C", "supplier_id": supplier.id, "is_default": True},
        {"horizon": "C", "supplier_id": supplier.id, "effective_to": "2026-03-02"},
        {"horizon": "C", "supplier_id": supplier.id, "hours": "0"},
    ]

    for way in wrong:
        body = {"hours": "6", "effective_from": "2026-03-02", "reason": "Why not", **way}
        assert max_.post(URL, json=body).status_code == 422, way


def test_hours_change_and_a_way_ends_on_record(max_: SignedInClient, session: Session) -> None:
    default = session.scalars(select(LeadTimeConfig).where(LeadTimeConfig.horizon == "A")).one()
    url = f"{URL}/{default.id}"

    answer = change(max_, "PATCH", url, {"hours": "10", "reason": "Roads are bad"}, of=url)

    assert (answer.status_code, answer.get_json()["hours"]) == (200, "10.00")
    assert last_entry(session).before == {"hours": "8.00"}
    ended = {"effective_to": "1969-12-31", "reason": "Over"}
    assert change(max_, "PATCH", url, ended, of=url).status_code == 422
    assert max_.patch(url, json={"hours": "9", "reason": "x"}).status_code == 428


def test_lead_times_are_listed_and_filtered(vic: SignedInClient, session: Session) -> None:
    site, supplier = make_site(session), make_supplier(session)
    way = {"horizon": "C", "hours": 24, "supplier_id": supplier.id, "to_site_id": site.id}
    ended = dt.date(2026, 2, 1)
    session.add(LeadTimeConfig(**way, effective_from=dt.date(2026, 1, 1), effective_to=ended))
    session.flush()

    assert len(get_rows(vic, URL)) == 4
    for query in (f"site_id={site.id}", f"supplier_id={supplier.id}"):
        assert [row["hours"] for row in get_rows(vic, f"{URL}?{query}")] == ["24.00"]
    assert len(get_rows(vic, f"{URL}?horizon=C&on=2026-02-01")) == 2
    assert len(get_rows(vic, f"{URL}?horizon=C&on=2026-02-02")) == 1
    assert_csv_holds_the_list(vic, URL, "id")
    assert vic.get(f"{URL}/999").status_code == 404
    body = {"horizon": "B", "hours": "1", "effective_from": "2026-03-02", "reason": "x"}
    assert vic.post(URL, json=body).status_code == 403
