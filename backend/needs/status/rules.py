"""How far stock status can be believed as a whole. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from backend.needs.burn.rules import Freshness

Banner = Literal["ALL_FRESH", "SOME_STALE", "CRITICAL_STALE"]


@dataclass(frozen=True, slots=True)
class SiteState:
    freshness: Freshness
    critical_items: int


def banner_of(sites: Iterable[SiteState]) -> Banner:
    """Return what to warn of: a stale site where it hurts, a stale site, or nothing."""
    states = list(sites)
    stale = [state for state in states if state.freshness is Freshness.LOW]
    if not stale:
        return "ALL_FRESH"
    is_any_fresh = any(state.freshness is Freshness.HIGH for state in states)
    if not is_any_fresh or any(state.critical_items for state in stale):
        return "CRITICAL_STALE"
    return "SOME_STALE"
