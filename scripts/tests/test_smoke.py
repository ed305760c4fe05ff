"""How the production file is read where there are no containers."""

import pytest

from scripts.smoke.compose import parts, placed, resolved
from scripts.testing import proxy
from scripts.testing.packages import Missing


@pytest.mark.parametrize(
    ("text", "settings", "expected"),
    [
        ("${BIND:-127.0.0.1}:8443", {}, "127.0.0.1:8443"),
        ("${BIND:-127.0.0.1}:8443", {"BIND": "0.0.0.0"}, "0.0.0.0:8443"),
        ("${BACKUP_COPY_TO:+/copies}", {}, ""),
        ("${BACKUP_COPY_TO:+/copies}", {"BACKUP_COPY_TO": "/mnt"}, "/copies"),
        ("${DEADMAN_URL:-}", {}, ""),
        ("find $$BACKUP_COPY_TO", {"BACKUP_COPY_TO": "/mnt"}, "find $BACKUP_COPY_TO"),
    ],
)
def test_variables_are_filled_in_as_compose_does(
    text: str, settings: dict[str, str], expected: str
) -> None:
    assert resolved(text, settings) == expected


def test_services_start_after_what_they_need() -> None:
    started: list[str] = []
    for part in parts({}, {}):
        assert set(part.needs) <= set(started), part.name
        started.append(part.name)

    assert set(started) == {
        *("db", "redis", "migrate", "backend", "worker", "scheduler", "frontend", "proxy"),
        "backup",
    }


def test_a_command_is_the_file_s_or_else_the_image_s() -> None:
    made = {part.name: part for part in parts({"@db:5432": "@127.0.0.1:7"}, {})}

    assert made["worker"].command == ("python", "-m", "etl", "worker")
    assert made["backend"].command[0] == "gunicorn"
    assert made["frontend"].command == ("node", "server.js")
    assert made["backend"].environment["DATABASE_URL"].endswith("@127.0.0.1:7/quartermaster")
    assert made["backend"].environment["API_PORT"] == "5000"
    assert made["frontend"].environment["API_URL"] == "http://backend:5000"
    assert made["backup"].healthcheck[:2] == ("bash", "-c")


def test_places_are_put_in() -> None:
    assert placed("redis://redis:6379/0", {"redis:6379": "127.0.0.1:9"}) == "redis://127.0.0.1:9/0"


def test_the_proxy_s_file_is_rendered_or_its_change_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    text = proxy.rendered(proxy.ROOT, "127.0.0.1:3", [1, 2])
    assert "listen 127.0.0.1:2 ssl" in text
    assert "frontend:3000" not in text
    assert "/run/secrets" not in text

    monkeypatch.setattr(proxy, "UPSTREAM", "nobody:1")
    with pytest.raises(Missing, match="names nobody:1 no more"):
        proxy.rendered(proxy.ROOT, "127.0.0.1:3", [1, 2])
