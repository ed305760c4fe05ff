"""The phases of an event, and what each starts from. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Phase(StrEnum):
    SURGE = "SURGE"
    STABILIZED = "STABILIZED"
    BASELINE = "BASELINE"


@dataclass(frozen=True, slots=True)
class PhaseDefaults:
    """Windows and limits in hours, the buffer in percent of the lead time."""

    demand_window_hours: int
    planning_window_hours: int
    safety_buffer_pct: Decimal
    freshness_threshold_hours: Decimal
    stale_threshold_hours: Decimal
    safety_factor: Decimal = Decimal("1.25")


DEFAULTS: dict[Phase, PhaseDefaults] = {
    Phase.SURGE: PhaseDefaults(6, 24, Decimal(50), Decimal(2), Decimal(4)),
    Phase.STABILIZED: PhaseDefaults(72, 72, Decimal(25), Decimal(6), Decimal(12)),
    Phase.BASELINE: PhaseDefaults(720, 168, Decimal(10), Decimal(24), Decimal(48)),
}
