"""What makes two recommendations the same one, and when a decided one must be raised again."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

PRIORITIES = ("LOW", "MEDIUM", "HIGH", "CRITICAL")
# This much more than was decided on is another question.
MATERIAL = 1.25


@dataclass(frozen=True)
class Advised:
    """A recommendation as the plan makes it, before anybody looked at it."""

    fingerprint: str
    type: str
    priority: str
    item_id: int
    site_id: int
    from_site_id: int | None
    supplier_id: int | None
    order_id: int | None
    quantity: float | None
    action_on: date | None
    message_code: str
    message_params: dict[str, Any]
    explanation: dict[str, Any]
    explanation_hash: str
    confidence: str
    confidence_reasons: list[str]


def fingerprint(kind: str, sku: str, site_code: str) -> str:
    """Return what identifies a recommendation over all runs, by names that outlive a reload."""
    return hashlib.sha256("\x1f".join((kind, sku, site_code)).encode()).hexdigest()


def is_materially_worse(
    decided_quantity: float | None,
    decided_priority: str | None,
    quantity: float | None,
    priority: str,
) -> bool:
    """Whether a case has grown so much since it was decided that it must be asked again."""
    rank = PRIORITIES.index
    if decided_priority is not None and rank(priority) > rank(decided_priority):
        return True
    if decided_quantity is None or quantity is None:
        return False
    return quantity > MATERIAL * decided_quantity
