"""Every KPI a second time: slowly, row by row, from the tables themselves, without any view."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, text

Row = dict[str, Any]
DAY = timedelta(days=1)


def _read(engine: Engine, sql: str) -> list[Row]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(sql)).mappings()]


@dataclass(frozen=True)
class Filter:
    start: date
    end: date
    site_id: int | None = None
    family: str | None = None


class Slow:
    def __init__(self, engine: Engine) -> None:
        self.items = {row["id"]: row for row in _read(engine, "SELECT * FROM core.dim_item")}
        classes = _read(engine, "SELECT * FROM analytics.item_classes")
        self.classes = {row["item_id"]: row["abc_class"] for row in classes}
        self.demand = _read(engine, "SELECT * FROM core.fact_demand_daily")
        self.stock = _read(engine, "SELECT * FROM core.fact_inventory_daily")
        self.orders = _read(engine, "SELECT * FROM core.fact_orders")
        self.plan = _read(engine, "SELECT * FROM analytics.plan_lines")
        self.runs = _read(engine, "SELECT * FROM analytics.forecast_runs")
        self.forecasts = _read(engine, "SELECT * FROM analytics.forecasts")
        self.accuracy = {
            (row["run_id"], row["item_id"], row["site_id"]): row
            for row in _read(engine, "SELECT * FROM analytics.forecast_accuracy")
        }
        self.movements = _read(engine, "SELECT * FROM core.stock_movement")
        self.lots = {row["id"]: row for row in _read(engine, "SELECT * FROM core.lot")}
        self.sites = {
            row["id"]: row
            for row in _read(
                engine,
                "SELECT *, (last_synced_at AT TIME ZONE time_zone)::date AS known_to"
                " FROM core.dim_site",
            )
        }
        self.last_day = max(row["date"] for row in self.stock)
        self.stocked_on = {
            (row["item_id"], row["site_id"], row["date"]): row["available"] for row in self.stock
        }

    def values(self, chosen: Filter) -> dict[str, float | None]:
        return {
            "total_demand_units": self.units(chosen),
            "total_demand_value": self.value(chosen),
            "stockout_rate": self.stockout_rate(chosen),
            "fill_rate": self.fill_rate(chosen),
            "abc_a_share": self.class_a_share(chosen),
            "delayed_orders_pct": self.delayed(chosen),
            **self.forecast_scores(chosen),
            "inventory_value": self.inventory_value(chosen),
            "inventory_turnover": self.turnover(chosen),
            "days_of_cover": self.days_of_cover(chosen),
            "excess_value": self.excess(chosen),
            "expiring_value_30d": self.expiring(chosen),
        }

    def fits(self, chosen: Filter, row: Row) -> bool:
        family = self.items[row["item_id"]]["family"] or ""
        return (chosen.site_id in (None, row["site_id"])) and chosen.family in (None, family)

    def within(self, chosen: Filter, rows: list[Row], column: str = "date") -> list[Row]:
        return [
            row
            for row in rows
            if row[column] is not None
            and chosen.start <= row[column] <= chosen.end
            and self.fits(chosen, row)
        ]

    def price(self, row: Row) -> float | None:
        listed = self.items[row["item_id"]]["unit_price"]
        found = row["unit_price"] if row["unit_price"] is not None else listed
        return None if found is None else float(found)

    def cost(self, item_id: int) -> float:
        return float(self.items[item_id]["unit_cost"] or 0)

    def units(self, chosen: Filter) -> float:
        return float(sum(row["quantity"] for row in self.within(chosen, self.demand)))

    def value(self, chosen: Filter) -> float:
        lines = self.within(chosen, self.demand)
        return float(sum(row["quantity"] * (self.price(row) or 0) for row in lines))

    def class_a_share(self, chosen: Filter) -> float | None:
        lines = self.within(chosen, self.demand)
        class_a = [row for row in lines if self.classes.get(row["item_id"]) == "A"]
        whole = self.value(chosen)
        part = sum(row["quantity"] * (self.price(row) or 0) for row in class_a)
        return part / whole if whole else None

    def fill_rate(self, chosen: Filter) -> float | None:
        known = [r for r in self.within(chosen, self.demand) if r["unfilled_quantity"] is not None]
        asked = sum(row["quantity"] + row["unfilled_quantity"] for row in known)
        return sum(row["quantity"] for row in known) / asked if asked else None

    def stockout_rate(self, chosen: Filter) -> float | None:
        rows = self.within(self.looking_back(chosen), self.stock)
        last = max((row["date"] for row in rows), default=None)
        stocked = [row for row in rows if row["date"] == last and self.is_stocked(row)]
        out = [row for row in stocked if row["available"] <= 0]
        return len(out) / len(stocked) if stocked else None

    def is_stocked(self, row: Row) -> bool:
        item = self.items[row["item_id"]]
        if item["introduced_on"] and row["date"] < item["introduced_on"]:
            return False
        if item["discontinued_on"]:
            return bool(row["date"] <= item["discontinued_on"])
        return bool(item["is_active"])

    def inventory_values(self, chosen: Filter) -> dict[date, float]:
        """Value by day; a silent site counts with its last day before."""
        by_site: dict[int, dict[date, float]] = defaultdict(lambda: defaultdict(float))
        for row in self.within(chosen, self.stock):
            worth = max(row["on_hand"], 0) * self.cost(row["item_id"])
            by_site[row["site_id"]][row["date"]] += worth
        days = sorted({day for values in by_site.values() for day in values})
        return {
            day: sum(
                values[max(known)]
                for values in by_site.values()
                if (known := [one for one in values if one <= day])
            )
            for day in days
        }

    def inventory_value(self, chosen: Filter) -> float | None:
        values = self.inventory_values(self.looking_back(chosen))
        return values[max(values)] if values else None

    def looking_back(self, chosen: Filter) -> Filter:
        """Widen a range in which nobody counted stock to the year that ends with it."""
        if self.within(chosen, self.stock):
            return chosen
        return replace(chosen, start=chosen.end - timedelta(days=364))

    def turnover(self, chosen: Filter) -> float | None:
        year = Filter(
            chosen.end.replace(year=chosen.end.year - 1) + DAY, chosen.end, chosen.site_id,
            chosen.family,
        )  # fmt: skip
        first = max(min(row["date"] for row in self.demand), year.start)
        last = min(max(row["date"] for row in self.demand), year.end)
        sold_days, year_days = (last - first).days + 1, (year.end - year.start).days + 1
        # The newest value known before the year began is no part of it.
        values = self.inventory_values(year)
        if not values or sold_days < 90 or (max(values) - min(values)).days + 1 < 90:
            return None
        cost = sum(r["quantity"] * self.cost(r["item_id"]) for r in self.within(year, self.demand))
        mean = sum(values.values()) / len(values)
        return cost * year_days / sold_days / mean if mean > 0 else None

    def delayed(self, chosen: Filter) -> float | None:
        due = late = 0
        for order in self.within(chosen, self.orders, "expected_on"):
            known_to = self.sites[order["site_id"]]["known_to"]
            if order["status"] == "CANCELLED" or order["expected_on"] > known_to:
                continue
            due += 1
            if order["status"] == "RECEIVED":
                late += order["received_on"] > order["expected_on"]
            else:
                late += order["expected_on"] < known_to
        return late / due if due else None

    def forecast_scores(self, chosen: Filter) -> dict[str, float | None]:
        sold = {(r["item_id"], r["site_id"], r["date"]): r for r in self.demand}
        open_days = {(row["site_id"], row["date"]) for row in self.demand}
        errors, total, scaled = [], 0.0, []
        for row in self.within(chosen, self.forecasts):
            earlier = [run for run in self.runs if run["origin"] < row["date"]]
            newest = max(earlier, key=lambda run: (run["origin"], run["id"]), default=None)
            if newest is None or row["run_id"] != newest["id"]:
                continue
            if (row["site_id"], row["date"]) not in open_days:
                continue
            key = (row["item_id"], row["site_id"], row["date"])
            line = sold.get(key)
            actual = line["quantity"] + (line["unfilled_quantity"] or 0) if line else 0.0
            if actual == 0 and self.stocked_on.get(key, 1) <= 0:
                continue
            errors.append(row["mean"] - actual)
            total += actual
            score = self.accuracy.get((row["run_id"], row["item_id"], row["site_id"]))
            if score and score["mase"] and score["points"]:
                scale = score["absolute_error"] / score["points"] / score["mase"]
                scaled.append(abs(errors[-1]) / scale)
        return {
            "forecast_wape": sum(map(abs, errors)) / total if total else None,
            "forecast_bias": sum(errors) / total if total else None,
            "forecast_mase": sum(scaled) / len(scaled) if scaled else None,
        }

    def planned(self, chosen: Filter) -> list[Row]:
        return [row for row in self.plan if self.fits(chosen, row)]

    def days_of_cover(self, chosen: Filter) -> float | None:
        known = [
            row
            for row in self.planned(chosen)
            if row["available"] is not None and row["forecast_per_day"] is not None
        ]
        expected = sum(row["forecast_per_day"] for row in known)
        return sum(max(r["available"], 0) for r in known) / expected if expected else None

    def excess(self, chosen: Filter) -> float | None:
        known = [
            row
            for row in self.planned(chosen)
            if row["on_hand"] is not None and row["excess_level"] is not None
        ]
        if not known:
            return None
        return float(
            sum(
                max(row["on_hand"] - row["excess_level"], 0) * self.cost(row["item_id"])
                for row in known
            )
        )

    def expiring(self, chosen: Filter) -> float | None:
        """Empty every shelf by what left it without naming a lot, earliest expiry first."""
        shelves: dict[tuple[int, int], dict[int | None, float]] = defaultdict(
            lambda: defaultdict(float)
        )
        kept_in_lots = {lot["item_id"] for lot in self.lots.values()}
        for row in self.movements:
            if row["item_id"] in kept_in_lots and self.fits(chosen, row):
                shelf = shelves[row["item_id"], row["site_id"]]
                shelf[row["lot_id"]] += float(row["quantity"])
        found, anything = 0.0, False
        for (item_id, site_id), shelf in shelves.items():
            lots = [(self.lots[lot]["expires_on"], lot, left) for lot, left in shelf.items()
                    if lot is not None and left > 0]  # fmt: skip
            gone = max(sum(left for *_, left in lots) - max(sum(shelf.values()), 0), 0)
            known_to = self.sites[site_id]["known_to"]
            for expires_on, _, left in sorted(lots, key=lambda lot: (lot[0] or date.max, lot[1])):
                taken = min(gone, left)
                gone -= taken
                if left > taken and expires_on is not None:
                    anything = True
                    if known_to <= expires_on <= known_to + timedelta(days=30):
                        found += (left - taken) * self.cost(item_id)
        return found if anything else None
