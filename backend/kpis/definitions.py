"""The registry of KPIs: what each one means, and the function that computes it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from backend.kpis import rules
from backend.kpis.figures import Facts, Figure
from backend.kpis.windows import Window

Unit = Literal["units", "currency", "ratio", "turns per year", "days"]


@dataclass(frozen=True, slots=True)
class Kpi:
    """A contract: clients show it by these words and compute nothing themselves.

    ``is_state`` says that the figure is of the window's last known day, not of the whole window.
    ``fallback`` answers where the window itself cannot; it is never used for a past one.
    """

    slug: str
    title: str
    unit: Unit
    better: Literal["higher", "lower"]
    formula: str
    grain: str
    source_view: str
    compute: Callable[[Facts, Window], Figure]
    is_state: bool = False
    fallback: Callable[[Facts], Figure] | None = None


DEMAND = "analytics.demand_daily"
STOCK = "analytics.mv_stock_daily"
PLAN = "analytics.kpis_daily"
ERRORS = "analytics.mv_forecast_errors"
BY_PERIOD = "sum over period, site and family"
BY_DAY = "last day with data in the range, over site and family"

KPIS: tuple[Kpi, ...] = (
    Kpi(
        "total_demand_units", "Total demand, units", "units", "higher",
        "sum(demand)",
        BY_PERIOD, DEMAND, rules.total_demand_units,
    ),
    Kpi(
        "total_demand_value", "Total demand, value", "currency", "higher",
        "sum(demand * unit price)",
        BY_PERIOD, DEMAND, rules.total_demand_value,
    ),
    Kpi(
        "stockout_rate", "Stock-out rate", "ratio", "lower",
        "active stocked item-sites with available <= 0 / active stocked item-sites",
        BY_DAY, STOCK, rules.stockout_rate, is_state=True,
    ),
    Kpi(
        "fill_rate", "Fill rate", "ratio", "higher",
        "sum(demand filled) / sum(demand asked)",
        BY_PERIOD, DEMAND, rules.fill_rate,
    ),
    Kpi(
        "abc_a_share", "Share of class A", "ratio", "higher",
        "sum(demand value of class A) / sum(demand value)",
        BY_PERIOD, DEMAND, rules.abc_a_share,
    ),
    Kpi(
        "delayed_orders_pct", "Delayed orders", "ratio", "lower",
        "(delivered late + open past expected) / due",
        BY_PERIOD, "analytics.mv_orders_daily", rules.delayed_orders_pct,
    ),
    Kpi(
        "forecast_wape", "Forecast error (WAPE)", "ratio", "lower",
        "sum(|forecast - demand|) / sum(demand)",
        BY_PERIOD, ERRORS, rules.forecast_wape,
        fallback=partial(rules.back_tested, numerator="absolute_error"),
    ),
    Kpi(
        "forecast_mase", "Forecast error (MASE)", "ratio", "lower",
        "mean(|forecast - demand| / mean absolute error of the seasonal naive forecast)",
        BY_PERIOD, ERRORS, rules.forecast_mase,
        fallback=partial(rules.back_tested, numerator="scaled_error"),
    ),
    Kpi(
        "forecast_bias", "Forecast bias", "ratio", "lower",
        "sum(forecast - demand) / sum(demand)",
        BY_PERIOD, ERRORS, rules.forecast_bias,
        fallback=partial(rules.back_tested, numerator="error"),
    ),
    Kpi(
        "inventory_value", "Inventory value", "currency", "lower",
        "sum(on hand * unit cost)",
        BY_DAY, STOCK, rules.inventory_value, is_state=True,
    ),
    Kpi(
        "inventory_turnover", "Inventory turnover", "turns per year", "higher",
        "cost of demand over the trailing year / mean inventory value over the trailing year",
        "year that ends with the range, over site and family",
        f"{DEMAND}, {STOCK}", rules.inventory_turnover,
    ),
    Kpi(
        "days_of_cover", "Days of cover", "days", "higher",
        "sum(available) / sum(mean forecast per day)",
        BY_DAY, PLAN, rules.days_of_cover, is_state=True,
    ),
    Kpi(
        "excess_value", "Excess stock", "currency", "lower",
        "sum(max(0, on hand - 0.98 quantile of demand over lead time + review + 90 days) "
        "* unit cost)",
        BY_DAY, PLAN, rules.excess_value, is_state=True,
    ),
    Kpi(
        "expiring_value_30d", "Expiring in 30 days", "currency", "lower",
        "sum(on hand of lots that expire within 30 days * unit cost)",
        BY_DAY, PLAN, rules.expiring_value_30d, is_state=True,
    ),
    Kpi(
        "site_freshness", "Sites reporting in time", "ratio", "higher",
        "sites at most 24 hours behind / sites that report",
        "now, over site", "analytics.mv_site_freshness", rules.site_freshness,
    ),
)  # fmt: skip
