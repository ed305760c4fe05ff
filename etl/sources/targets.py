"""What a folder can hold: the targets, their columns and the rules a value must meet."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    INSTANT = "instant"
    BOOLEAN = "boolean"
    CHOICE = "choice"


class TargetName(StrEnum):
    ITEMS = "items"
    SITES = "sites"
    SUPPLIERS = "suppliers"
    SUPPLIER_ITEMS = "supplier_items"
    CALENDAR = "calendar"
    PROMOTIONS = "promotions"
    DEMAND = "demand"
    STOCK_MOVEMENTS = "stock_movements"
    STOCK_SNAPSHOTS = "stock_snapshots"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a target; ``default`` stands in where the file has no such column."""

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    default: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    max_length: int = 200


@dataclass(frozen=True, slots=True)
class Target:
    name: TargetName
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


CODE_LENGTH = 120
MAIN_SITE = "MAIN"
SITE_TYPES = ("WAREHOUSE", "STORE", "DISTRIBUTION_CENTER", "HUB", "CUSTOMER")
SUPPLIER_TYPES = ("DOMESTIC", "IMPORT", "HYBRID")
INWARD_TYPES = ("OPENING", "RECEIPT", "RETURN", "TRANSFER_IN")
OUTWARD_TYPES = ("ISSUE", "TRANSFER_OUT", "SCRAP")
MOVEMENT_TYPES = (*INWARD_TYPES, *OUTWARD_TYPES, "ADJUSTMENT", "COUNT")
CRITICALITY_LEVELS = ("CRITICAL", "HIGH", "NORMAL", "LOW")
ORDER_STATUSES = ("PLACED", "PART_RECEIVED", "RECEIVED", "CANCELLED")

# NUMERIC(18, 4) holds this much before the point.
LARGEST_QUANTITY = 9.9e13
SMALLEST = 0.0001
# NUMERIC(18, 8), in units an hour.
LARGEST_RATE = 9.9e9
LARGEST_DEMAND = 1e12
LARGEST_PRICE = 1e10


def _code(name: str, *, required: bool = True, default: str | None = None) -> Column:
    return Column(name, required=required, default=default, max_length=CODE_LENGTH)


def _day(name: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DATE, required=required)


def _flag(name: str) -> Column:
    return Column(name, Kind.BOOLEAN)


def _price(name: str) -> Column:
    return Column(name, Kind.NUMBER, minimum=0, maximum=LARGEST_PRICE)


def _days(name: str) -> Column:
    return Column(name, Kind.NUMBER, minimum=0, maximum=3650)


def _kept(name: str) -> Column:
    return Column(name, Kind.NUMBER, minimum=0, maximum=LARGEST_QUANTITY)


SKU = _code("sku")
SITE = _code("site_code", required=False, default=MAIN_SITE)
LOT = (_code("lot_number", required=False), _day("expires_on"))

ITEMS = Target(
    TargetName.ITEMS,
    (
        SKU,
        Column("name"),
        Column("family", max_length=120),
        Column("category", max_length=120),
        Column("unit", max_length=40),
        _price("unit_cost"),
        _price("unit_price"),
        Column("criticality", Kind.INTEGER, minimum=0, maximum=10),
        Column("criticality_level", Kind.CHOICE, choices=CRITICALITY_LEVELS),
        Column("baseline_burn_rate", Kind.NUMBER, minimum=0, maximum=LARGEST_RATE),
        _kept("min_stock_threshold"),
        Column("shelf_life_days", Kind.INTEGER, minimum=1, maximum=36500),
        _flag("is_active"),
        _day("introduced_on"),
        _day("discontinued_on"),
    ),
    key=("sku",),
)
SITES = Target(
    TargetName.SITES,
    (
        _code("code"),
        Column("name"),
        Column("type", Kind.CHOICE, choices=SITE_TYPES),
        Column("region", max_length=120),
        Column("country", max_length=80),
        Column("latitude", Kind.NUMBER, minimum=-90, maximum=90),
        Column("longitude", Kind.NUMBER, minimum=-180, maximum=180),
        Column("time_zone", max_length=64),
        _flag("is_active"),
        Column("last_synced_at", Kind.INSTANT),
        _kept("min_stock_threshold"),
        Column("priority_tier", Kind.INTEGER, minimum=1, maximum=9),
    ),
    key=("code",),
)
SUPPLIERS = Target(
    TargetName.SUPPLIERS,
    (
        _code("code"),
        Column("name"),
        Column("type", Kind.CHOICE, choices=SUPPLIER_TYPES),
        Column("country", max_length=80),
        Column("reliability", Kind.NUMBER, minimum=0, maximum=100),
        _days("lead_time_days"),
        _flag("is_active"),
    ),
    key=("code",),
)
SUPPLIER_ITEMS = Target(
    TargetName.SUPPLIER_ITEMS,
    (
        _code("supplier_code"),
        SKU,
        _days("lead_time_days"),
        Column("min_order_quantity", Kind.NUMBER, minimum=SMALLEST, maximum=LARGEST_QUANTITY),
        Column("pack_size", Kind.NUMBER, minimum=SMALLEST, maximum=LARGEST_QUANTITY),
        _price("unit_price"),
        _flag("is_preferred"),
    ),
    key=("supplier_code", "sku"),
)
CALENDAR = Target(
    TargetName.CALENDAR,
    (_day("date", required=True), _flag("is_holiday"), Column("holiday_name")),
    key=("date",),
)
PROMOTIONS = Target(
    TargetName.PROMOTIONS,
    (
        SKU,
        # Here an empty site means every site, for that is how offers are mostly made.
        _code("site_code", required=False),
        _day("starts_on", required=True),
        _day("ends_on", required=True),
        _price("unit_price"),
        Column("discount", Kind.NUMBER, minimum=0, maximum=100),
        _flag("is_cancelled"),
    ),
    key=("sku", "site_code", "starts_on"),
)
DEMAND = Target(
    TargetName.DEMAND,
    (
        _day("date", required=True),
        SKU,
        SITE,
        Column("quantity", Kind.NUMBER, required=True, maximum=LARGEST_DEMAND),
        Column("unfilled_quantity", Kind.NUMBER, minimum=0, maximum=LARGEST_DEMAND),
        Column("returned_quantity", Kind.NUMBER, minimum=0, maximum=LARGEST_DEMAND),
        _price("unit_price"),
        _flag("on_promotion"),
    ),
    key=("date", "sku", "site_code"),
)
STOCK_MOVEMENTS = Target(
    TargetName.STOCK_MOVEMENTS,
    (
        Column("occurred_at", Kind.INSTANT, required=True),
        SKU,
        SITE,
        Column("type", Kind.CHOICE, required=True, choices=MOVEMENT_TYPES),
        Column(
            "quantity",
            Kind.NUMBER,
            required=True,
            minimum=-LARGEST_QUANTITY,
            maximum=LARGEST_QUANTITY,
        ),
        *LOT,
        Column("document"),
    ),
    key=(),
)
STOCK_SNAPSHOTS = Target(
    TargetName.STOCK_SNAPSHOTS,
    (
        _day("date", required=True),
        SKU,
        SITE,
        Column("on_hand", Kind.NUMBER, required=True, minimum=0, maximum=LARGEST_QUANTITY),
        *LOT,
    ),
    key=("date", "sku", "site_code", "lot_number"),
)
ORDERS = Target(
    TargetName.ORDERS,
    (
        _code("order_number"),
        Column("line_number", Kind.INTEGER, default="1", minimum=1, maximum=2_000_000_000),
        _code("supplier_code", required=False),
        SKU,
        SITE,
        Column("quantity", Kind.NUMBER, required=True, minimum=SMALLEST, maximum=LARGEST_QUANTITY),
        Column("received_quantity", Kind.NUMBER, minimum=0, maximum=LARGEST_QUANTITY),
        _price("unit_price"),
        _day("ordered_on"),
        _day("expected_on"),
        _day("received_on"),
        Column("status", Kind.CHOICE, choices=ORDER_STATUSES),
    ),
    key=("order_number", "line_number"),
)

# In the order they load: what is named first, what happened afterwards.
TARGETS: dict[TargetName, Target] = {
    target.name: target
    for target in (
        ITEMS,
        SITES,
        SUPPLIERS,
        SUPPLIER_ITEMS,
        CALENDAR,
        PROMOTIONS,
        DEMAND,
        STOCK_MOVEMENTS,
        STOCK_SNAPSHOTS,
        ORDERS,
    )
}
FACTS = (
    TargetName.DEMAND,
    TargetName.STOCK_MOVEMENTS,
    TargetName.STOCK_SNAPSHOTS,
    TargetName.ORDERS,
)
