"""The families of goods, read from families.yaml, where each key is explained."""

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Family:
    prefix: str
    name: str
    category: str
    unit: str
    volume: float
    classes: tuple[int, int, int, int]
    yearly: tuple[float, int]
    weekend: float
    criticality: int
    shelf_life: tuple[int, ...]
    promoted: float
    weight: int
    prices: list[float]
    products: dict[str, list[str]]

    def articles(self) -> list[tuple[str, float]]:
        """Return every product in every kind with its cost; kinds are listed small to large."""
        return [
            (f"{product} {kind}", price * KIND_STEP**place)
            for (product, kinds), price in zip(self.products.items(), self.prices, strict=True)
            for place, kind in enumerate(kinds)
        ]


def _read() -> tuple[Family, ...]:
    text = Path(__file__).with_name("families.yaml").read_text(encoding="utf-8")
    return tuple(Family(**entry) for entry in yaml.safe_load(text))


KIND_STEP = 1.25
FAMILIES = _read()
BRANDS = ("Atlântica", "Boreal", "Ipê", "Tapajós", "Ventura", "Zênite")
