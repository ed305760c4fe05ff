"""What must hold of the production stack, asked from outside, through its proxy."""

import json
import re
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

from scripts.smoke.production import Production

ROLES = ("ADMIN", "ANALYST", "VIEWER")
PASSWORD = "a-password-for-one-smoke-test"  # noqa: S105
HSTS = "max-age=31536000; includeSubDomains"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, list[str]]
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(self.headers.get(name.lower(), []))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Asks the proxy over TLS, and trusts no certificate but the one it shows."""

    made: Production

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        trusting = ssl.create_default_context(
            cafile=str(self.made.folder / "secrets" / "tls_certificate")
        )
        connection = HTTPSConnection(
            "localhost", self.made.ports["https"], timeout=60, context=trusting
        )
        text = None if body is None else json.dumps(body)
        told = {"Content-Type": "application/json", "X-Requested-With": "smoke", **headers}
        with closing(connection):
            connection.request(method, path, text, told)
            return answered(connection.getresponse())


def answered(response: HTTPResponse) -> Answer:
    headers: dict[str, list[str]] = {}
    for name, value in response.getheaders():
        headers.setdefault(name.lower(), []).append(value)
    return Answer(response.status, headers, response.read())


def accounts(made: Production) -> Path:
    """Make the first users as the runbook says, and a file that tells of them."""
    flask = ("flask", "--app", "backend.app")
    commands: list[tuple[str, ...]] = [(*flask, "seed")]
    for role in ROLES:
        told = ("--role", role, "--password", PASSWORD)
        commands.append((*flask, "users", "create", role.lower(), *told))
    for command in commands:
        done = made.run(made.known["backend"], *command)
        assert done.returncode == 0, done.stderr
    file = made.folder / "credentials"
    lines = (f"{role} {role.lower()} {PASSWORD}\n" for role in ROLES)
    file.write_text("".join(lines), encoding="utf-8")
    return file


def plain_http_is_sent_to_tls(made: Production) -> str:
    for asked, sent_to in (("qm.example", "qm.example"), ("qm.example:8080", "qm.example:8443")):
        with closing(HTTPConnection("127.0.0.1", made.ports["http"], timeout=10)) as connection:
            connection.request("GET", "/alerts?x=1", headers={"Host": asked})
            answer = answered(connection.getresponse())
        assert answer.status == 308
        assert answer.header("location") == f"https://{sent_to}/alerts?x=1"
    return "308 to https, at the port that goes with the one asked"


def pages_carry_their_headers(made: Production) -> str:
    answer = Visitor(made).ask("GET", "/login")
    assert answer.status == 200
    assert answer.header("strict-transport-security") == HSTS
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("x-frame-options") == "DENY"
    assert answer.header("referrer-policy")
    policy = answer.header("content-security-policy")
    assert "frame-ancestors 'none'" in policy
    found = re.search(r"script-src ([^;]+)", policy)
    assert found is not None
    assert "unsafe" not in found.group(1)
    return "policy with a nonce, HSTS once, no framing, no sniffing"


def answers_carry_their_headers(made: Production) -> str:
    answer = Visitor(made).ask("GET", "/api/v1/auth/me")
    assert answer.status == 401
    assert answer.header("content-type") == "application/problem+json"
    assert answer.header("strict-transport-security") == HSTS
    assert answer.header("x-frame-options") == "DENY"
    assert re.fullmatch(r"[0-9a-f]{32}", answer.header("x-request-id"))
    return "401 problem+json, HSTS once, a request id"


def a_session_is_secure(made: Production) -> str:
    visitor = Visitor(made)
    credentials = {"username": "admin", "password": PASSWORD}
    answer = visitor.ask("POST", "/api/v1/auth/session", credentials)
    assert answer.status == 200, answer.body
    cookies = answer.headers["set-cookie"]
    assert len(cookies) == 2
    for cookie in cookies:
        for word in ("Secure", "HttpOnly", "SameSite=Strict"):
            assert word in cookie, cookie
    jar = "; ".join(cookie.partition(";")[0] for cookie in cookies)
    me = visitor.ask("GET", "/api/v1/auth/me", Cookie=jar)
    assert json.loads(me.body)["username"] == "admin"
    csv = visitor.ask("GET", "/api/v1/users?format=csv", Cookie=jar)
    assert csv.header("content-type").startswith("text/csv")
    assert csv.body.count(b"\r\n") == len(ROLES) + 1
    return "cookies Secure, HttpOnly, SameSite=Strict; a CSV file of every user"


def the_sender_is_known_and_cannot_be_claimed(made: Production) -> str:
    """Sign in badly with an address of somebody else; the audit log must know ours."""
    wrong = {"username": "viewer", "password": "wrong"}
    Visitor(made).ask("POST", "/api/v1/auth/session", wrong, **{"X-Forwarded-For": "203.0.113.9"})
    query = "SELECT host(ip) FROM support.audit_logs WHERE action = 'access:session:refused'"
    done = made.run(
        made.known["db"],
        *("psql", "-h", str(made.folder / "database"), "-U", "postgres", "quartermaster"),
        *("-Atc", query),
    )
    assert done.stdout.split() == ["127.0.0.1"], done.stdout + done.stderr
    return "the proxy's word counts, not the client's"


def insides_stay_inside(made: Production) -> str:
    for path in ("/metrics", "/health", "/readyz"):
        answer = Visitor(made).ask("GET", path)
        assert answer.status in (307, 404), path
        assert b"http_requests" not in answer.body
    return "metrics and probes are not passed on"


def a_backup_is_there(made: Production) -> str:
    (dump,) = (made.folder / "backups").glob("*.dump")
    check = ["sha256sum", "--quiet", "--check", f"{dump.name}.sha256"]
    subprocess.run(check, cwd=dump.parent, check=True, capture_output=True)
    return f"{dump.stat().st_size // 1024} kB, checksum right"


def jobs_are_run(made: Production) -> str:
    """Queue a job by the API; the worker takes it."""
    visitor = Visitor(made)
    credentials = {"username": "analyst", "password": PASSWORD}
    signed_in = json.loads(visitor.ask("POST", "/api/v1/auth/login", credentials).body)
    bearer = f"Bearer {signed_in['access_token']}"
    queued = visitor.ask("POST", "/api/v1/jobs", {"step": "kpis"}, Authorization=bearer)
    assert queued.status == 202, queued.body
    address = f"/api/v1/jobs/{json.loads(queued.body)['id']}"
    for _ in range(600):
        job = json.loads(visitor.ask("GET", address, Authorization=bearer).body)
        if job["status"] in ("SUCCEEDED", "FAILED"):
            break
        time.sleep(0.5)
    assert job["status"] == "SUCCEEDED", job
    return "queued by the API, done by the worker"


def the_database_is_watched(made: Production) -> str:
    done = made.run(
        made.known["db"],
        *("psql", "-h", str(made.folder / "database"), "-U", "postgres", "-At"),
        *("-c", "SELECT count(*) > 0 FROM pg_stat_statements; SHOW log_min_duration_statement"),
    )
    assert done.stdout.split() == ["t", "100ms"], done.stdout + done.stderr
    return "statements are counted; those above 100 ms are in the log"


def no_secret_is_told(made: Production) -> str:
    """Look for the secrets in every log and in the command lines of everything that runs."""
    names = ("secret_key", "postgres_password", "owner_password", "application_password")
    secrets = [(made.folder / "secrets" / name).read_text("utf-8").strip() for name in names]
    logs = [path.read_text("utf-8", errors="replace") for path in made.folder.glob("*.log")]
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    for text in (*logs, running.stdout):
        assert not any(secret in text for secret in secrets)
    return f"in none of {len(logs)} logs and no command line"


Check = tuple[str, Callable[[Production], str]]
CHECKS: tuple[Check, ...] = (
    ("plain HTTP", plain_http_is_sent_to_tls),
    ("headers of pages", pages_carry_their_headers),
    ("headers of answers", answers_carry_their_headers),
    ("a session", a_session_is_secure),
    ("the sender's address", the_sender_is_known_and_cannot_be_claimed),
    ("what stays inside", insides_stay_inside),
    ("a queued job", jobs_are_run),
    ("the backup", a_backup_is_there),
    ("the database", the_database_is_watched),
    ("secrets", no_secret_is_told),
)


def carry_out(made: Production) -> Iterator[tuple[str, bool, str]]:
    for name, check in CHECKS:
        try:
            yield name, True, check(made)
        except (AssertionError, OSError, KeyError, ValueError, subprocess.SubprocessError) as error:
            yield name, False, f"{type(error).__name__}: {error}"[:300]
