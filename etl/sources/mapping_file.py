"""Read a mapping file, and say plainly what is wrong with it."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from etl.sources.errors import MappingInvalid, nearest
from etl.sources.mapping import FileMapping, Filter, Mapping, OrganisationMapping

KNOWN_KEYS = sorted(
    {
        key
        for model in (Mapping, FileMapping, Filter, OrganisationMapping)
        for key in model.model_fields
    }
)
LARGEST_MAPPING = 1024 * 1024


def read_mapping(path: Path) -> Mapping:
    """Return the mapping in ``path``; raise MappingInvalid with file, key and remedy."""
    return parse_mapping(_text(path), path.name)


def parse_mapping(text: str, name: str) -> Mapping:
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f"line {place.line + 1}" if place is not None else "the whole file"
        raise MappingInvalid(name, line, "this is not YAML.", "Check its indentation.") from None
    if not isinstance(document, dict):
        raise MappingInvalid(
            name, "the whole file", "there are no keys.", "Begin with 'files:' or 'organisation:'."
        )
    try:
        return Mapping.model_validate(document)
    except ValidationError as error:
        raise _invalid(name, error) from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_MAPPING:
            raise MappingInvalid(
                path.name, "the whole file", "it is larger than 1 MB.", "Give a mapping file."
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise MappingInvalid(
            str(path), "the whole file", "there is no such file.", "Check the path."
        ) from None
    except OSError as error:
        raise MappingInvalid(
            str(path), "the whole file", f"it cannot be read: {error.strerror}.", "Check the path."
        ) from None
    except UnicodeDecodeError:
        raise MappingInvalid(
            path.name, "the whole file", "it is not UTF-8.", "Save it as UTF-8."
        ) from None


def _invalid(name: str, error: ValidationError) -> MappingInvalid:
    first = error.errors(include_url=False)[0]
    key = _key(first["loc"])
    if first["type"] == "extra_forbidden":
        near = nearest(str(first["loc"][-1]), KNOWN_KEYS)
        remedy = f"Did you mean '{near}'?" if near else "See docs/data-format.md for the keys."
        return MappingInvalid(name, key, "this key is not known.", remedy)
    if first["type"] == "missing":
        return MappingInvalid(name, key, "this key is missing.", "Add it.")
    problem = str(first["msg"]).removeprefix("Value error, ").rstrip(".") + "."
    return MappingInvalid(name, key, problem, "See docs/data-format.md.")


def _key(place: tuple[Any, ...]) -> str:
    """Write ('files', 0, 'columns', 'sku') as files[0].columns.sku."""
    key = ""
    for part in place:
        if isinstance(part, int):
            key += f"[{part}]"
        elif part not in ("str", "constrained-str", "tuple[Text, ...]"):
            key += f".{part}" if key else str(part)
    return key or "the whole file"
