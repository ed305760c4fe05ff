"""What an order decision is made from: plain values that can be stored and shown. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from backend.demand.paths import PATHS
from backend.demand.rules import Spread


@dataclass(frozen=True)
class LeadTimeInput:
    """How long a supplier takes, what that rests on, and how late it usually is when late.

    ``days`` and ``counts`` are the distribution: so many deliveries took so many days.
    """

    mean_days: float
    sd_days: float | None
    source: str
    observations: int
    mean_days_late: float | None
    days: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class ForecastInput:
    """Mean demand of every period ahead, the first one starting the day after ``origin_end``."""

    origin_end: date
    period_days: float
    means: tuple[float, ...]
    spread: Spread
    is_short: bool
    is_naive: bool
    run_id: int | None
    # A planner changed some of the means; see ops.plan_override.
    is_overridden: bool = False

    @property
    def horizon_days(self) -> float:
        return len(self.means) * self.period_days

    def demand_over(self, days: float, start: float = 0.0) -> float:
        """Return the mean demand from ``start`` to ``start + days`` days ahead.

        Within a period demand is even; beyond the horizon it goes on at the horizon's mean.
        """
        return self._demand_until(start + days) - self._demand_until(start)

    def _demand_until(self, day: float) -> float:
        whole = min(int(day / self.period_days), len(self.means))
        total = sum(self.means[:whole])
        if whole == len(self.means):
            beyond = day / self.period_days - whole
            return total + beyond * sum(self.means) / max(whole, 1)
        return total + (day / self.period_days - whole) * self.means[whole]


@dataclass(frozen=True)
class StockInput:
    """What lies there, as of the end of a day."""

    on_hand: float
    reserved: float
    as_of: date

    @property
    def available(self) -> float:
        return self.on_hand - self.reserved


@dataclass(frozen=True)
class InboundOrder:
    """What is still to come from one order line."""

    order_id: int
    order_number: str
    quantity: float
    expected_on: date | None


@dataclass(frozen=True)
class DrawInput:
    """Which demand paths are drawn: those of this site and item with this seed."""

    site: str = ""
    item: str = ""
    seed: int = 0
    paths: int = PATHS


@dataclass(frozen=True)
class LineInputs:
    """Everything that decides about one item at one site. None means unknown, never zero."""

    as_of: date
    service_level: float
    review_days: float
    abc_class: str | None = None
    criticality: int | None = None
    lead_time: LeadTimeInput | None = None
    forecast: ForecastInput | None = None
    stock: StockInput | None = None
    inbound: tuple[InboundOrder, ...] = ()
    min_order_quantity: float | None = None
    pack_size: float | None = None
    is_stocked: bool = True
    draw: DrawInput = DrawInput()
    # What the odds of the service level are multiplied by; see core.service_level_target.
    correction: float = 1.0

    def to_document(self) -> dict[str, Any]:
        """Return the inputs as JSON: every value with the time it is as of and where it is from."""
        values = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        known = {name: value for name, value in values.items() if name != "as_of"}
        document = {
            name: {"value": value, "as_of": self._as_of(name), "source": SOURCES[name]}
            for name, value in known.items()
        }
        return {"as_of": values["as_of"], **document}

    def _as_of(self, name: str) -> str | None:
        if name == "stock" and self.stock:
            return self.stock.as_of.isoformat()
        if name == "forecast" and self.forecast:
            return self.forecast.origin_end.isoformat()
        return self.as_of.isoformat()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Rebuild the inputs that ``to_document`` wrote."""
        value = {name: entry["value"] for name, entry in document.items() if name != "as_of"}
        lead_time, forecast, stock = value["lead_time"], value["forecast"], value["stock"]
        value["lead_time"] = _lead_time(lead_time) if lead_time else None
        value["forecast"] = _forecast(forecast) if forecast else None
        value["stock"] = (
            StockInput(**{**stock, "as_of": date.fromisoformat(stock["as_of"])}) if stock else None
        )
        # Written by an older version it has none, and deciding again gives other steps.
        value["draw"] = DrawInput(**value.get("draw", {}))
        value["inbound"] = tuple(
            InboundOrder(**{**order, "expected_on": _date(order["expected_on"])})
            for order in value["inbound"]
        )
        return cls(as_of=date.fromisoformat(document["as_of"]), **value)


SOURCES = {
    "service_level": "core.item_site_policy, core.service_level_target",
    "review_days": "core.item_site_policy, setting PLAN_REVIEW_DAYS",
    "abc_class": "analytics.item_classes",
    "criticality": "core.dim_item",
    "lead_time": "analytics.lead_times",
    "forecast": "analytics.forecasts",
    "stock": "core.fact_inventory_daily",
    "inbound": "core.fact_orders",
    "min_order_quantity": "core.supplier_item",
    "pack_size": "core.supplier_item",
    "is_stocked": "core.item_site_policy",
    "draw": "analytics.forecasts",
    "correction": "core.service_level_target",
}


def _lead_time(document: Mapping[str, Any]) -> LeadTimeInput:
    listed = {name: tuple(document.get(name, ())) for name in ("days", "counts")}
    return LeadTimeInput(**{**document, **listed})


def _forecast(document: Mapping[str, Any]) -> ForecastInput:
    return ForecastInput(
        **{
            **document,
            "origin_end": date.fromisoformat(document["origin_end"]),
            "means": tuple(document["means"]),
            "spread": Spread.from_document(document["spread"]),
        }
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: Any) -> Any:
    """Turn a value into what JSON can hold."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Spread):
        return value.to_document()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, ForecastInput):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, LeadTimeInput | StockInput | InboundOrder | DrawInput):
        return {name: _plain(part) for name, part in asdict(value).items()}
    return value
