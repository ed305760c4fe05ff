"""GET, POST /sites/{id}/sync-log."""

import datetime as dt

from sqlalchemy.orm import Session

from backend.core import clock
from backend.inventory.models import Site
from backend.needs.status.models import StockStatus
from backend.tests.factories import make_item, make_site
from backend.tests.needs.factories import NOON, put_stock
from backend.tests.needs.scenes import a_site, last_entry
from backend.tests.reading import assert_csv_holds_the_list, get_rows
from backend.tests.signing_in import SignedInClient


def url(site: Site) -> str:
    return f"/api/v1/sites/{site.id}/sync-log"


def test_a_report_moves_the_sites_clock_and_everybodys_freshness(
    lou: SignedInClient, session: Session
) -> None:
    site, other, item = a_site(session), a_site(session), make_item(session)
    put_stock(session, item, other, 10)
    later = NOON + dt.timedelta(hours=30)

    answer = lou.post(url(site), json={"data_up_to": later.isoformat(), "items_synced": 7})

    assert answer.status_code == 201
    assert (answer.get_json()["actor"], answer.get_json()["items_synced"]) == ("lou", 7)
    session.expire_all()
    assert session.get_one(Site, site.id).last_synced_at == later
    assert session.get_one(StockStatus, (0, other.id, item.id)).freshness == "MEDIUM"
    entry = last_entry(session)
    assert (entry.action, entry.entity_id) == ("needs:site:synced", str(site.id))


def test_a_report_without_a_time_goes_up_to_now(lou: SignedInClient, session: Session) -> None:
    site = make_site(session)

    lou.post(url(site), json={})

    session.refresh(site)
    assert site.last_synced_at is not None
    assert clock.now() - site.last_synced_at < dt.timedelta(minutes=1)
    assert site.sync_status == "ONLINE"


def test_a_failure_is_explained_and_moves_no_clock(lou: SignedInClient, session: Session) -> None:
    site = a_site(session)

    assert lou.post(url(site), json={"status": "FAILED"}).status_code == 422
    failed = lou.post(url(site), json={"status": "FAILED", "error_text": "No line"})

    assert failed.status_code == 201
    session.refresh(site)
    assert site.last_synced_at == NOON
    rows = get_rows(lou, f"{url(site)}?status=FAILED")
    assert [row["error_text"] for row in rows] == ["No line"]


def test_records_do_not_reach_into_the_future(lou: SignedInClient, session: Session) -> None:
    tomorrow = clock.now() + dt.timedelta(days=1)

    answer = lou.post(url(make_site(session)), json={"data_up_to": tomorrow.isoformat()})

    assert (answer.status_code, answer.get_json()["code"]) == (422, "ReportFromTheFuture")


def test_reports_are_listed_and_an_unknown_site_is_not_found(
    vic: SignedInClient, session: Session
) -> None:
    site = a_site(session)

    assert len(get_rows(vic, url(site))) == 1
    assert_csv_holds_the_list(vic, url(site), "id")
    assert vic.get("/api/v1/sites/999/sync-log").status_code == 404
    assert vic.post(url(site), json={}).status_code == 403
