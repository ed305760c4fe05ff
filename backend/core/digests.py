"""One text and one digest for what a decision was made from, whoever writes it down. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the document in canonical JSON."""
    return digest_of(canonical(document))


def canonical(document: Mapping[str, Any]) -> str:
    """Return the document as JSON that is always the same: sorted keys, no spaces."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
