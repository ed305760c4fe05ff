"""The history holds no secret, and the scanner would find one that was removed again."""

import json
import secrets as random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scripts.audit import packages, secrets
from scripts.runtime.places import ROOT

# Put together here, so that this file itself does not hold what it looks for.
PLANTED = {
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "AWS key": "AKIA" + "Q3EXAMPLE7K2MNOP",
    "GitHub token": "ghp_" + "a1B2" * 9,
    "Slack token": "xoxb-" + "1234567890-abcdefghij",
    "Stripe key": "sk_live_" + "a1B2c3D4e5F6g7H8i9J0",
    "Google key": "AIza" + "a1B2c3D4e5F6g7H8i9J0a1B2c3D4e5F6g7H",
    "signed token": "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0." + "x" * 43,
    "password in an address": "postgresql://owner:" + random.token_hex(32) + "@db.example/x",
    "assigned secret": "SECRET_KEY = '" + random.token_urlsafe(32) + "'",
}


def test_the_history_holds_no_secret() -> None:
    assert [str(finding) for finding in secrets.in_history(ROOT)] == []


@pytest.mark.parametrize("shape", secrets.SHAPES)
def test_a_secret_is_known_by_its_shape(shape: str) -> None:
    assert shape in secrets.shapes_in(PLANTED[shape])


@pytest.mark.parametrize(
    "line",
    [
        "SECRET_KEY = 'the-key-of-the-tests-is-no-secret-at-all'",
        "postgresql://quartermaster:${APPLICATION_PASSWORD:?set in .env}@db:5432/quartermaster",
        "postgresql://user:password@host:port/name",
        "token = service.family_of(session, cookie)",
    ],
)
def test_what_only_speaks_of_secrets_is_none(line: str) -> None:
    assert list(secrets.shapes_in(line)) == []


def test_a_secret_that_was_removed_is_found(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=eve", "-c", "user.email=eve@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True)

    git("init", "--quiet")
    file = tmp_path / "settings.py"
    for content in (PLANTED["AWS key"], "nothing"):
        file.write_text(content, encoding="utf-8")
        git("add", ".")
        git("commit", "--quiet", "-m", "x")

    (finding,) = secrets.in_history(tmp_path)

    assert finding.shape == "AWS key"


def answered(content: Any, *, error: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], 0, stdout=json.dumps(content), stderr=error)


def test_known_holes_are_named() -> None:
    hole = {"name": "flask", "version": "0.1", "vulns": [{"id": "PYSEC-1"}]}

    found = packages.of_pip("p", answered({"dependencies": [hole]}))

    assert (found.verdict, found.said) == ("holes", "flask 0.1: PYSEC-1")
    clean = packages.of_pip("p", answered({"dependencies": [{**hole, "vulns": []}]}))
    assert (clean.verdict, clean.said) == ("clean", "1 packages")
    npm = {"vulnerabilities": {"next": {"severity": "high"}}, "metadata": METADATA}
    assert packages.of_npm("p", answered(npm)).said == "next: high"


METADATA = {"dependencies": {"prod": 7}}


def test_what_cannot_be_asked_is_not_said_to_be_clean() -> None:
    refused = packages.of_npm("p", answered({"message": "request to /advisories failed"}))
    silent = packages.of_pip("p", answered([], error="a\nConnectionError: refused\n"))

    assert (refused.verdict, refused.said) == ("not checked", "request to /advisories failed")
    assert (silent.verdict, silent.said) == ("not checked", "ConnectionError: refused")
    assert packages.of_pip("p", None).said == "its service cannot be reached"
