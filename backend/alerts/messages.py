"""The plain English sentence of each message code; the dashboard translates by code."""

from collections.abc import Mapping
from datetime import datetime

from backend.alerts.findings import Param

SENTENCES: dict[str, str] = {
    "STOCKOUT": "{sku} at {site} is out of stock: {available} available, "
    "{forecast_per_day} a day expected.",
    "STOCKOUT_UNASKED": "{sku} at {site} is out of stock; no demand is expected.",
    "STOCKOUT_IMMINENT": "{sku} at {site} runs out in {days_of_cover} days, and an order takes "
    "{lead_time_days}.",
    "LOW_STOCK": "{sku} at {site} is below its safety stock: {available} available of "
    "{safety_stock}.",
    "LOW_STOCK_INBOUND": "{sku} at {site} is below its safety stock ({available} of "
    "{safety_stock}); {on_order_in_time} are on their way.",
    "OVERDUE_ORDER": "Order {order_number} of {sku} for {site} is {days_late} days late: "
    "{outstanding} still to come.",
    "OVERDUE_ORDER_NEEDED": "Order {order_number} of {sku} is {days_late} days late, and {site} "
    "needs it: {outstanding} still to come.",
    "EXPIRING_LOT": "Lot {lot_number} of {sku} at {site} expires in {days_left} days: {quantity} "
    "left, {at_risk} of it at risk.",
    "LOT_EXPIRED": "Lot {lot_number} of {sku} at {site} expired on {expires_on}: {quantity} are "
    "still on the shelf.",
    "STALE_SITE": "{site} is {hours_behind} hours behind the other sites; its last report is of "
    "{last_at}.",
    "DEMAND_SPIKE": "Demand for {sku} at {site} was {actual} on {date}; at most {high} was to be "
    "expected.",
    "DEMAND_DROP": "Demand for {sku} at {site} was {actual} on {date}; at least {low} was to be "
    "expected.",
    "FORECAST_TOO_HIGH": "Forecasts for {sku} at {site} have been too high: tracking signal "
    "{tracking_signal}, limit {limit}.",
    "FORECAST_TOO_LOW": "Forecasts for {sku} at {site} have been too low: tracking signal "
    "{tracking_signal}, limit {limit}.",
}
UNKNOWN = "an unknown number"


def sentence(code: str, params: Mapping[str, Param]) -> str:
    return SENTENCES[code].format_map({name: _said(value) for name, value in params.items()})


def _said(value: Param) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 10 else f"{value:,.1f}".removesuffix(".0")
    if isinstance(value, str) and "T" in value and value.count(":") >= 2:
        return _moment(value)
    return str(value)


def _moment(value: str) -> str:
    try:
        return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return value
