"""What /metrics says of jobs; and the monitoring files speak of no metric that is not there."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from backend.core import clock
from backend.jobs.models import JobRun

MONITORING = Path(__file__).resolve().parents[3] / "scripts" / "production" / "monitoring"
RUNBOOK = Path(__file__).resolve().parents[3] / "docs" / "runbook.md"
FUNCTIONS = {"sum", "rate", "by", "topk", "histogram_quantile", "le", "up"}


def make_run(session: Session, step: str, status: str, *, ended: timedelta, took: int) -> None:
    finished_at = clock.now() - ended if status in ("SUCCEEDED", "FAILED") else None
    started_at = (finished_at or clock.now()) - timedelta(seconds=took)
    session.add(
        JobRun(
            step=step,
            status=status,
            requested_by="scheduler",
            queued_at=started_at,
            started_at=started_at,
            finished_at=finished_at,
            error="It broke off." if status == "FAILED" else None,
        )
    )
    session.flush()


def exposed(client: FlaskClient) -> str:
    return client.get("/metrics").get_data(as_text=True)


def test_the_last_run_and_the_last_success_are_told(client: FlaskClient, session: Session) -> None:
    make_run(session, "run", "SUCCEEDED", ended=timedelta(hours=30), took=60)
    make_run(session, "run", "FAILED", ended=timedelta(hours=6), took=5)
    make_run(session, "upkeep", "SUCCEEDED", ended=timedelta(hours=1), took=2)
    make_run(session, "plan", "QUEUED", ended=timedelta(), took=0)
    session.commit()

    metrics = exposed(client)

    age = re.search(r'^job_success_age_seconds\{step="run"\} (\S+)$', metrics, re.MULTILINE)
    assert age is not None
    assert 30 * 3600 <= float(age.group(1)) < 30 * 3600 + 600
    assert 'job_last_run_failed{step="run"} 1.0' in metrics
    assert 'job_last_run_failed{step="upkeep"} 0.0' in metrics
    assert 'job_last_run_seconds{step="run"} 5.0' in metrics
    assert 'jobs{status="QUEUED"} 1.0' in metrics
    assert 'jobs{status="RUNNING"} 0.0' in metrics


def expressions() -> list[str]:
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text("utf-8"))
    dashboard: dict[str, Any] = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))
    return [
        *(rule["expr"] for group in rules["groups"] for rule in group["rules"]),
        *(target["expr"] for panel in dashboard["panels"] for target in panel["targets"]),
    ]


def test_every_metric_that_is_watched_is_there(client: FlaskClient) -> None:
    client.get("/livez")
    known = set(re.findall(r"^# TYPE (\S+)", exposed(client), re.MULTILINE))
    known |= {f"{name}_bucket" for name in known}

    for expression in expressions():
        plain = re.sub(r'\{[^}]*\}|"[^"]*"|\[[^\]]*\]|by \([^)]*\)', "", expression)
        named = set(re.findall(r"[a-z][a-z_]+", plain)) - FUNCTIONS
        assert named <= known, expression


def test_every_alert_names_a_part_of_the_runbook() -> None:
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text("utf-8"))
    headings = re.findall(r"^## (.+)$", RUNBOOK.read_text("utf-8"), re.MULTILINE)

    for rule in (rule for group in rules["groups"] for rule in group["rules"]):
        document, _, heading = rule["annotations"]["runbook"].partition(": ")
        assert document == "docs/runbook.md"
        assert heading in headings
