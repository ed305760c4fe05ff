"""Reads docker-compose.prod.yml and the Dockerfiles, and says what to start, and how, here."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.runtime.places import ROOT

FILE = ROOT / "docker-compose.prod.yml"
VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::([-+])([^}]*))?\}")
ENV = re.compile(r"([A-Z_]+)=(\S+)")


@dataclass(frozen=True, slots=True)
class Part:
    """One service: what it runs, what it is told, how it is asked for its health, what it needs."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    healthcheck: tuple[str, ...]
    needs: Mapping[str, str]


def parts(places: Mapping[str, str], settings: Mapping[str, str]) -> list[Part]:
    """Return the services in the order they may start.

    ``places`` says what stands here for a host, a port or a path of the containers.
    """
    services: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))["services"]
    made = {name: _part(name, service, places, settings) for name, service in services.items()}
    return list(_in_order(made))


def resolved(text: str, settings: Mapping[str, str]) -> str:
    """Fill in ${NAME}, ${NAME:-otherwise}, ${NAME:+instead} and $$, as compose does."""

    def value(match: re.Match[str]) -> str:
        name, kind, other = match.groups()
        given = settings.get(name, "")
        if kind == "+":
            return other if given else ""
        return given or other or ""

    return VARIABLE.sub(value, text).replace("$$", "$")


def placed(text: str, places: Mapping[str, str]) -> str:
    """Put our hosts, ports and folders in the place of the containers'."""
    for theirs, ours in places.items():
        text = text.replace(theirs, ours)
    return text


def _part(
    name: str, service: Mapping[str, Any], places: Mapping[str, str], settings: Mapping[str, str]
) -> Part:
    image = dockerfile(service)

    def here(value: Any) -> str:
        return placed(resolved(str(value), settings), places)

    own = service.get("environment", {})
    command = [*service.get("entrypoint", []), *service.get("command", [])] or image.command
    kind, *test = service["healthcheck"]["test"]
    check = ["bash", "-c", *test] if kind == "CMD-SHELL" else test
    return Part(
        name,
        tuple(here(word) for word in command),
        {key: here(value) for key, value in {**image.environment, **own}.items()},
        tuple(here(word) for word in check),
        {need: said["condition"] for need, said in service.get("depends_on", {}).items()},
    )


@dataclass(frozen=True, slots=True)
class Image:
    command: Sequence[str]
    environment: Mapping[str, str]


def dockerfile(service: Mapping[str, Any]) -> Image:
    """Return what an image of ours runs and sets by itself."""
    if "build" not in service:
        return Image((), {})
    text = (ROOT / service["build"]["dockerfile"]).read_text("utf-8")
    last = text[text.rindex("\nFROM ") :].replace("\\\n", " ")
    command = re.findall(r"^CMD (\[.*\])$", last, re.MULTILINE)
    lines = re.findall(r"^ENV (.*)$", last, re.MULTILINE)
    return Image(json.loads(command[-1]), dict(ENV.findall(" ".join(lines))))


def _in_order(made: Mapping[str, Part]) -> Iterator[Part]:
    started: set[str] = set()
    while len(started) < len(made):
        ready = [part for part in made.values() if part.name not in started]
        ready = [part for part in ready if started.issuperset(part.needs)]
        if not ready:
            raise ValueError("The services wait for each other.")
        for part in ready:
            started.add(part.name)
            yield part


def write_folder(folder: Path) -> dict[str, Path]:
    """Make the folders that stand for the containers' volumes."""
    made = {name: folder / name for name in ("data", "backups", "secrets", "cache", "database")}
    for path in made.values():
        path.mkdir(exist_ok=True)
    return made
