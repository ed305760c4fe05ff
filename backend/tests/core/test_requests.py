"""What every answer carries, the probes and the metrics."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.core import metrics
from backend.core.caching import remember
from backend.core.metrics import Gauge, Sample


def test_a_sane_request_id_is_kept(client: FlaskClient) -> None:
    answer = client.get("/livez", headers={"X-Request-ID": "abc-123.X_y"})

    assert answer.headers["X-Request-ID"] == "abc-123.X_y"


@pytest.mark.parametrize("given", ["short", "x" * 65, "with blank!", "a<script>b"])
def test_any_other_request_id_is_replaced(client: FlaskClient, given: str) -> None:
    answer = client.get("/livez", headers={"X-Request-ID": given})

    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-ID"])


def test_answers_cannot_be_framed_sniffed_or_shared(client: FlaskClient) -> None:
    headers = client.get("/api/v1/nothing").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Strict-Transport-Security" not in headers
    assert headers["Cache-Control"] == "private, no-cache"


def test_over_https_a_browser_is_told_to_stay_there(client: FlaskClient) -> None:
    headers = client.get("/livez", base_url="https://qm.example").headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_reference_runs_no_script_but_its_own(client: FlaskClient) -> None:
    pages = [client.get("/api/v1/reference") for _ in range(2)]
    policies = [page.headers["Content-Security-Policy"] for page in pages]
    scripts = [re.search(r"script-src ([^;]+)", policy) for policy in policies]

    for page, found in zip(pages, scripts, strict=True):
        assert found is not None
        assert "unsafe" not in found.group(1)
        nonce = re.search(r"'nonce-([^']+)'", found.group(1))
        assert nonce is not None
        assert f'<script nonce="{nonce.group(1)}">' in page.get_data(as_text=True)
    assert policies[0] != policies[1]


def test_only_a_known_origin_may_read_answers(client: FlaskClient) -> None:
    known = client.get("/livez", headers={"Origin": "https://dashboard.example"})
    unknown = client.get("/livez", headers={"Origin": "https://evil.example"})

    assert known.headers["Access-Control-Allow-Origin"] == "https://dashboard.example"
    assert "Access-Control-Allow-Origin" not in unknown.headers


def test_the_service_is_ready_when_migrations_are_at_head(client: FlaskClient) -> None:
    assert client.get("/readyz").get_json() == {"status": "ok", "replica": "none"}
    health = client.get("/health").get_json()
    assert (health["status"], health["database"]) == ("healthy", "up")
    assert client.get("/api/v1/health").get_json()["version"] == health["version"]


def test_the_reference_needs_nobody_else(client: FlaskClient) -> None:
    page = client.get("/api/v1/reference").get_data(as_text=True)

    addresses = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert addresses
    for address in addresses:
        assert address.startswith("/api/v1/reference/")
        assert client.get(address, buffered=True).status_code == 200
    assert client.get("/api/v1/reference/../../settings.py").status_code == 404
    assert client.get("/api/v1/openapi.json").get_json()["openapi"].startswith("3.1")


def metric(client: FlaskClient, name: str) -> float:
    text = client.get("/metrics").get_data(as_text=True)
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found.group(1)) if found else 0.0


def test_requests_are_counted_by_route(client: FlaskClient) -> None:
    name = 'http_requests_total{method="GET",route="/livez",status="200"}'
    before = metric(client, name)

    client.get("/livez")

    assert metric(client, name) == before + 1


def test_an_address_made_up_makes_no_new_series(client: FlaskClient) -> None:
    client.get("/made-up-by-somebody")

    assert "made-up" not in client.get("/metrics").get_data(as_text=True)


def test_a_gauge_is_read_from_the_database(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(session: Session) -> list[Sample]:
        session.connection().exec_driver_sql("SELECT no_such_column")
        return []

    gauges = {
        "broken": Gauge("broken", "Fails.", (), broken),
        "jobs_waiting": Gauge(
            "jobs_waiting", "Jobs.", ("step",), lambda _: [Sample({"step": "plan"}, 2)]
        ),
    }
    monkeypatch.setattr(metrics, "_gauges", gauges)

    assert metric(client, 'jobs_waiting{step="plan"}') == 2


def test_an_answer_is_kept_until_the_data_moves(client: FlaskClient) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    with client.application.app_context():
        values = [
            remember("kpis", ("2026", None), make, seconds=60, stamp=stamp)
            for stamp in (1, 1, 2, 2)
        ]

    assert values == [1, 1, 2, 2]
    hits = metric(client, 'cache_lookups_total{name="kpis",outcome="hit"}')
    assert hits >= 2
