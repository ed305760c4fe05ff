"""What a line of a needs list is calculated from: plain values that can be stored. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import Any, Self

HORIZONS = ("A", "B", "C")
NOTHING_COMING = Decimal("0.0000")


@dataclass(frozen=True, slots=True)
class Settings:
    """How an event calculates in a phase: windows in hours, buffer in percent."""

    phase: str
    demand_window_hours: int
    planning_window_hours: int
    safety_factor: Decimal
    safety_buffer_pct: Decimal
    freshness_threshold_hours: Decimal
    stale_threshold_hours: Decimal


@dataclass(frozen=True, slots=True)
class Burn:
    """Consumption per hour, how it was come by, and what it rests on."""

    rate: Decimal | None
    source: str
    window_hours: Decimal
    issue_count: int
    issued_quantity: Decimal
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stock:
    """What lies at the site. ``usable`` leaves out what has expired."""

    on_hand: Decimal
    expired: Decimal
    usable: Decimal
    reserved: Decimal
    threshold: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Inbound:
    """What is really on its way from one document."""

    source: str
    document_id: int
    document_no: str
    quantity: Decimal
    expected_at: dt.datetime | None
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Somewhere the gap can be filled from; C can give whatever is asked.

    ``capacity`` is all it could give, ``offered`` what a fair share with other lists leaves.
    """

    horizon: str
    capacity: Decimal | None
    lead_time_hours: Decimal
    offered: Decimal | None = None
    site_id: int | None = None
    donation_item_id: int | None = None
    supplier_id: int | None = None
    name: str = ""
    is_default_lead_time: bool = False
    oldest_lot_on: dt.date | None = None
    available: Decimal | None = None
    kept: Decimal | None = None
    hours_behind: Decimal | None = None

    @property
    def limit(self) -> Decimal | None:
        return self.capacity if self.offered is None else self.offered


@dataclass(frozen=True, slots=True)
class Excluded:
    """A site that may have stock but is not asked, and why; never taken for empty or full."""

    site_id: int
    name: str
    reason: str
    hours_behind: Decimal | None


@dataclass(frozen=True, slots=True)
class LineInputs:
    """Everything that decides about one item at one site. None means unknown, never zero."""

    item_id: int
    site_id: int
    as_of: dt.datetime
    data_up_to: dt.datetime | None
    hours_behind: Decimal | None
    settings: Settings
    burn: Burn
    stock: Stock
    inbound: tuple[Inbound, ...] = ()
    sources: tuple[Source, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    # How long the quickest transfer takes to get here, and a donation by default.
    trigger_lead_hours: Decimal = Decimal(8)
    donation_lead_hours: Decimal = Decimal(72)
    criticality: str = "NORMAL"
    criticality_source: str = "NORMAL"
    unit_cost: Decimal | None = None
    # What to cover instead of the computed gap, because somebody decided so.
    wanted: Decimal | None = None

    def inbound_from(self, source: str) -> Decimal:
        if not self.inbound:
            return NOTHING_COMING
        coming = (entry.quantity for entry in self.inbound if entry.source == source)
        return sum(coming, NOTHING_COMING)

    def to_document(self) -> dict[str, Any]:
        """Return the inputs as JSON, each with the time it is as of and the table it is from."""
        values = plain(self)
        document = {name: values[name] for name in ("item_id", "site_id", "as_of")}
        for field in fields(self):
            if field.name not in document:
                moment = values["data_up_to"] if field.name in SEEN_AT_SITE else values["as_of"]
                document[field.name] = {
                    "value": values[field.name],
                    "as_of": moment,
                    "source": ORIGINS[field.name],
                }
        return document

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Rebuild the inputs that ``to_document`` wrote."""
        values = {
            name: entry["value"] if isinstance(entry, Mapping) else entry
            for name, entry in document.items()
        }
        for name in ("hours_behind", "unit_cost", "wanted"):
            values[name] = _number(values[name])
        return cls(
            **{
                **values,
                "as_of": dt.datetime.fromisoformat(values["as_of"]),
                "data_up_to": _moment(values["data_up_to"]),
                "settings": Settings(**_numbers(values["settings"], WHOLE)),
                "burn": _burn(values["burn"]),
                "stock": Stock(**_numbers(values["stock"])),
                "inbound": tuple(_inbound(entry) for entry in values["inbound"]),
                "sources": tuple(_source(entry) for entry in values["sources"]),
                "excluded": tuple(_excluded(entry) for entry in values["excluded"]),
                "trigger_lead_hours": Decimal(values["trigger_lead_hours"]),
                "donation_lead_hours": Decimal(values["donation_lead_hours"]),
            }
        )


# Known only as far as the site's own records go.
SEEN_AT_SITE = frozenset({"burn", "stock"})
ORIGINS = {
    "data_up_to": "ops.v_site_clock",
    "hours_behind": "ops.v_site_clock",
    "settings": "ops.event_phase_config",
    "burn": "core.stock_movement",
    "stock": "core.stock_balance, ops.v_lot_stock",
    "inbound": "ops.v_inbound_stock",
    "sources": "core.stock_balance, ops.donation_item, core.supplier_item, ops.lead_time_config",
    "excluded": "ops.v_site_clock",
    "trigger_lead_hours": "ops.lead_time_config",
    "donation_lead_hours": "ops.lead_time_config",
    "criticality": "core.dim_item",
    "criticality_source": "core.dim_item",
    "unit_cost": "core.dim_item",
    "wanted": "ops.needs_list_item",
}
WHOLE = frozenset({"phase", "demand_window_hours", "planning_window_hours"})


def plain(value: Any) -> Any:
    """Return ``value`` as JSON has it: exact numbers and moments are strings.

    By hand and by the exact type, because ``asdict`` copies all that it walks over, and there are
    many lines.
    """
    kind = type(value)
    if kind in AS_IT_IS:
        return value
    if kind is Decimal:
        return format(value, "f")
    if kind is tuple or kind is list:
        return [plain(part) for part in value]
    if kind is dict:
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, str | int):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if kind is Settings:
        return dict(_plain_settings(value))
    return {name: plain(getattr(value, name)) for name in _names(kind)}  # type: ignore[arg-type]


AS_IT_IS = frozenset({type(None), str, int, bool})


@cache
def _plain_settings(settings: Settings) -> tuple[tuple[str, Any], ...]:
    """All lines of a calculation have the same ones."""
    return tuple((name, plain(getattr(settings, name))) for name in _names(Settings))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _moment(value: str | None) -> dt.datetime | None:
    return None if value is None else dt.datetime.fromisoformat(value)


def _numbers(values: Mapping[str, Any], others: frozenset[str] = frozenset()) -> dict[str, Any]:
    return {name: value if name in others else Decimal(value) for name, value in values.items()}


def _burn(values: Mapping[str, Any]) -> Burn:
    numbers = {name: Decimal(values[name]) for name in ("window_hours", "issued_quantity")}
    reasons = tuple(values["reasons"])
    return Burn(**{**values, **numbers, "rate": _number(values["rate"]), "reasons": reasons})


def _inbound(values: Mapping[str, Any]) -> Inbound:
    quantity, expected = Decimal(values["quantity"]), _moment(values["expected_at"])
    return Inbound(**{**values, "quantity": quantity, "expected_at": expected})


def _source(values: Mapping[str, Any]) -> Source:
    names = ("capacity", "lead_time_hours", "offered", "available", "kept", "hours_behind")
    numbers = {name: _number(values[name]) for name in names}
    lot = values["oldest_lot_on"]
    oldest = dt.date.fromisoformat(lot) if lot else None
    return Source(**{**values, **numbers, "oldest_lot_on": oldest})


def _excluded(values: Mapping[str, Any]) -> Excluded:
    return Excluded(**{**values, "hours_behind": _number(values["hours_behind"])})
