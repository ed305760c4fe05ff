"""Entity tags. A tag is the row's version, then a digest of the representation."""

import hashlib
import re

from backend.core.errors import PreconditionFailed, PreconditionRequired
from backend.core.schemas import Out

TAG = re.compile(r'"(\d+)(?:-[0-9a-f]+)?"')


def entity_tag(version: int, body: bytes) -> str:
    """Return a strong tag.

    The digest makes it change with computed parts too, which a client's cache must notice;
    an edit is only refused when the version, which counts edits, has moved.
    """
    return f'"{version}-{hashlib.sha256(body).hexdigest()[:12]}"'


def is_fresh(tag: str, if_none_match: str | None) -> bool:
    """Whether the client already holds what ``tag`` names, compared weakly as RFC 9110 has it."""
    if if_none_match is None:
        return False
    held = {part.strip().removeprefix("W/") for part in if_none_match.split(",")}
    return "*" in held or tag in held


def require_version(if_match: str | None, version: int, current: Out) -> None:
    """Raise unless the client edits what is stored now."""
    if if_match is None:
        raise PreconditionRequired(
            "Send If-Match with the ETag you read, so that nobody's change is overwritten."
        )
    if if_match.strip() == "*":
        return
    if str(version) not in TAG.findall(if_match):
        raise PreconditionFailed(
            "Somebody changed this since you read it.", current=current.model_dump(mode="json")
        )
