"""The production file, read as YAML: what can be known of it without a Docker engine."""

import os
import re
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from dotenv import dotenv_values

from backend.settings import Settings, load_settings
from scripts.runtime.places import ROOT

FILE = ROOT / "docker-compose.prod.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
FIXED = ("DATABASE_URL", "DATABASE_PASSWORD_FILE", "REDIS_URL", "SECRET_KEY_FILE", "PROXY_HOPS")
OURS = ("migrate", "backend", "worker", "scheduler", "frontend")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_says_when_it_is_healthy(name: str) -> None:
    healthcheck = SERVICES[name]["healthcheck"]

    assert {"test", "interval", "timeout", "retries"} <= set(healthcheck)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_service_can_write_to_its_image_or_gain_rights(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")


@pytest.mark.parametrize("name", OURS)
def test_our_services_have_no_capability(name: str) -> None:
    assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_database_and_cache_are_reached_from_inside_only() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("db", "redis"):
        assert "ports" not in SERVICES[name]
        assert SERVICES[name]["networks"] == ["inside"]
    assert "inside" not in SERVICES["frontend"]["networks"]


def test_only_the_proxy_is_reached_and_only_from_this_machine_unless_asked_otherwise() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert set(published) == {"proxy"}
    assert all(port.startswith("${BIND:-127.0.0.1}:") for port in published["proxy"])
    assert "proxy" not in {name for name in SERVICES if "inside" in SERVICES[name]["networks"]}


def test_every_setting_can_be_set_or_is_decided_here() -> None:
    """What .env says and no container hears would be a setting that does nothing."""
    decided = {"migration_database_url", "migration_database_password_file", "secret_key"}
    decided |= {"data_dir", "output_dir", "log_format", "replace_demo"}
    worker = SERVICES["worker"]["environment"]

    assert set(worker) <= {name.upper() for name in Settings.model_fields}
    assert {name.upper() for name in set(Settings.model_fields) - decided} - set(worker) == set()
    for name in set(worker) - {*FIXED}:
        assert worker[name] == f"${{{name}:-}}"


def test_settings_that_are_left_empty_are_the_defaults() -> None:
    named = SERVICES["worker"]["environment"]
    told = {name.lower(): "" for name in named if name not in FIXED}
    given: dict[str, Any] = {"_env_file": None, "database_url": "postgresql:///x"}

    assert len(told) > 20
    assert load_settings(**given, **told) == load_settings(**given)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_logs_do_not_fill_the_disk(name: str) -> None:
    assert {"max-size", "max-file"} <= set(SERVICES[name]["logging"]["options"])


def test_only_migrations_and_backups_know_the_owner() -> None:
    knows = {
        name
        for name, service in SERVICES.items()
        if "MIGRATION_DATABASE_URL" in service.get("environment", {})
    }

    assert knows == {"migrate", "backup"}


def test_images_are_pinned() -> None:
    for service in SERVICES.values():
        _, _, tag = service["image"].partition(":")
        assert re.match(r"\d+\.\d+|\$\{QUARTERMASTER_TAG", tag), service["image"]


def test_every_variable_is_in_the_template() -> None:
    used = set(re.findall(r"\$\{([A-Z_]+)", FILE.read_text("utf-8")))

    assert sorted(used - set(dotenv_values(ROOT / ".env.example"))) == []


def test_secrets_are_files_and_none_is_in_the_environment() -> None:
    assert set(COMPOSE["secrets"]) == {
        *("secret_key", "postgres_password", "owner_password", "application_password"),
        *("tls_certificate", "tls_key"),
    }
    for name, service in SERVICES.items():
        for setting, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET", setting):
                assert setting.endswith("_FILE"), f"{name}: {setting}"
            if str(value).startswith("/run/secrets/"):
                assert str(value).removeprefix("/run/secrets/") in service["secrets"]
            assert not re.search(r"://[^/@]*:[^/@]*@", str(value)), f"{name}: {setting}"


def test_no_service_is_given_a_secret_that_it_has_no_use_for() -> None:
    given = {name: set(service.get("secrets", [])) for name, service in SERVICES.items()}

    assert given["frontend"] == given["redis"] == set()
    assert given["proxy"] == {"tls_certificate", "tls_key"}
    knows_owner = {name for name, secrets in given.items() if "owner_password" in secrets}
    assert knows_owner == {"db", "migrate", "backup"}


def test_the_secrets_are_made_once(tmp_path: Path) -> None:
    def make() -> dict[str, str]:
        script = ROOT / "scripts" / "production" / "make_secrets.sh"
        told = os.environ | {"SECRETS_DIR": str(tmp_path / "secrets")}
        subprocess.run([script, "qm.example"], env=told, check=True, capture_output=True)
        return {path.name: path.read_text("utf-8") for path in (tmp_path / "secrets").iterdir()}

    made = make()

    assert set(made) == set(COMPOSE["secrets"])
    assert len(made["secret_key"].strip()) == 64
    assert make() == made
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_has_a_limit(name: str) -> None:
    assert re.fullmatch(r"\d+[mg]", SERVICES[name]["mem_limit"])
    assert SERVICES[name]["pids_limit"] > 0


def test_whoever_uses_the_tables_waits_for_the_migrations() -> None:
    for name in ("backend", "worker", "scheduler"):
        needs = SERVICES[name]["depends_on"]
        assert needs["migrate"] == {"condition": "service_completed_successfully"}
        assert needs["db"] == {"condition": "service_healthy"}


@pytest.mark.parametrize("part", ["backend", "frontend"])
def test_images_run_as_a_plain_user(part: str) -> None:
    lines = (ROOT / part / "Dockerfile").read_text("utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]

    assert users, "the image runs as root"
    assert users[-1] not in ("root", "0")


def test_what_the_images_copy_is_there_and_not_ignored() -> None:
    kept = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for part in ("backend", "frontend"):
        for source in copied((ROOT / part / "Dockerfile").read_text("utf-8")):
            assert (ROOT / source).exists(), source
            assert any(source.startswith(line[1:]) for line in kept if line.startswith("!")), source


def copied(dockerfile: str) -> list[str]:
    lines = [line.split()[1:-1] for line in dockerfile.splitlines() if line.startswith("COPY ")]
    return [path for paths in lines if not paths[0].startswith("--from") for path in paths]
