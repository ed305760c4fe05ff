"""The sites: two distribution centres and the regional hubs they stand behind."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from scripts.demo.options import STALE_DAYS, Bools, Floats, Ints, Options

# code, place, state, region, latitude, longitude, time zone, weight in demand
PLACES: tuple[tuple[str, str, str, str, float, float, str, float], ...] = (
    ("CJM", "Cajamar", "SP", "Sudeste", -23.356, -46.877, "America/Sao_Paulo", 0.26),
    ("REC", "Recife", "PE", "Nordeste", -8.054, -34.881, "America/Recife", 0.15),
    ("RIO", "Rio de Janeiro", "RJ", "Sudeste", -22.907, -43.173, "America/Sao_Paulo", 0.14),
    ("BHZ", "Belo Horizonte", "MG", "Sudeste", -19.917, -43.935, "America/Sao_Paulo", 0.12),
    ("CWB", "Curitiba", "PR", "Sul", -25.428, -49.273, "America/Sao_Paulo", 0.11),
    ("BSB", "Brasília", "DF", "Centro-Oeste", -15.794, -47.882, "America/Sao_Paulo", 0.09),
    ("SSA", "Salvador", "BA", "Nordeste", -12.971, -38.501, "America/Bahia", 0.08),
    ("MAO", "Manaus", "AM", "Norte", -3.119, -60.022, "America/Manaus", 0.05),
    ("POA", "Porto Alegre", "RS", "Sul", -30.035, -51.218, "America/Sao_Paulo", 0.08),
    ("FOR", "Fortaleza", "CE", "Nordeste", -3.732, -38.527, "America/Fortaleza", 0.07),
    ("GYN", "Goiânia", "GO", "Centro-Oeste", -16.687, -49.264, "America/Sao_Paulo", 0.06),
    ("BEL", "Belém", "PA", "Norte", -1.455, -48.502, "America/Belem", 0.05),
    ("CGB", "Cuiabá", "MT", "Centro-Oeste", -15.601, -56.097, "America/Cuiaba", 0.05),
    ("FLN", "Florianópolis", "SC", "Sul", -27.595, -48.548, "America/Sao_Paulo", 0.05),
    ("VIX", "Vitória", "ES", "Sudeste", -20.316, -40.312, "America/Sao_Paulo", 0.04),
    ("RBR", "Rio Branco", "AC", "Norte", -9.975, -67.810, "America/Rio_Branco", 0.02),
)
SYNCHRONISED_AT = time(18, 30)


@dataclass(frozen=True, slots=True)
class Network:
    """One entry per site in every list and array."""

    codes: list[str]
    names: list[str]
    types: list[str]
    places: list[int]
    jitter: Floats
    weight: Floats
    carried: Floats  # chance that an item is stocked there
    knows_unfilled: Bools
    last_day: Ints  # the last day it has sent anything for

    @property
    def zones(self) -> list[ZoneInfo]:
        return [ZoneInfo(PLACES[place][6]) for place in self.places]

    def is_hub(self) -> Bools:
        return np.array([kind not in ("DISTRIBUTION_CENTER", "WAREHOUSE") for kind in self.types])


def build(options: Options) -> Network:
    rng = options.rng("network")
    count = options.sites
    places = [index % len(PLACES) for index in range(count)]
    rounds = [index // len(PLACES) for index in range(count)]
    types = [_type(index) for index in range(count)]
    labels = {"DISTRIBUTION_CENTER": "CD", "WAREHOUSE": "Armazém", "HUB": "Base", "STORE": "Loja"}
    suffix = ["" if turn == 0 else f" {turn + 1}" for turn in rounds]
    unknown = np.zeros(count, dtype=np.bool_)
    unknown[[count - 2 - 2 * step for step in range(count // 4 or int(count > 1))]] = True
    last_day = np.full(count, options.days - 1)
    if count > 1:
        last_day[-1] = max(options.days - 1 - STALE_DAYS, 0)
    return Network(
        codes=[
            PLACES[place][0] + (str(turn + 1) if turn else "")
            for place, turn in zip(places, rounds, strict=True)
        ],
        names=[
            f"{labels[kind]} {PLACES[place][1]}{end} ({PLACES[place][2]})"
            for kind, place, end in zip(types, places, suffix, strict=True)
        ],
        types=types,
        places=places,
        jitter=rng.uniform(-0.2, 0.2, (count, 2)) * np.minimum(np.array(rounds), 1)[:, None],
        weight=np.array([PLACES[place][7] for place in places]),
        carried=np.array([0.9, 0.75, *[0.52] * count])[:count],
        knows_unfilled=~unknown,
        last_day=last_day,
    )


def _type(index: int) -> str:
    if index < 2:
        return ("DISTRIBUTION_CENTER", "WAREHOUSE")[index]
    return "STORE" if index >= 8 and index % 5 == 0 else "HUB"


def instants(options: Options, network: Network) -> Ints:
    """Return midnight of each site's days as seconds since 1970 in UTC, one row per site."""
    days = [options.start + timedelta(days=offset) for offset in range(options.days)]
    return np.array([[_instant(day, time(0), zone) for day in days] for zone in network.zones])


def _instant(day: date, at: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, at, zone).timestamp())


def frame(network: Network, options: Options) -> pl.DataFrame:
    last = [options.start + timedelta(days=int(day)) for day in network.last_day]
    synchronised = [
        _instant(day, SYNCHRONISED_AT, zone) for day, zone in zip(last, network.zones, strict=True)
    ]
    rows = [PLACES[place] for place in network.places]
    return pl.DataFrame(
        {
            "code": network.codes,
            "name": network.names,
            "type": network.types,
            "region": [row[3] for row in rows],
            "country": ["BR"] * len(rows),
            "latitude": np.round([row[4] for row in rows] + network.jitter[:, 0], 4),
            "longitude": np.round([row[5] for row in rows] + network.jitter[:, 1], 4),
            "time_zone": [row[6] for row in rows],
            "is_active": [True] * len(rows),
            "last_synced_at": synchronised,
        }
    ).with_columns(pl.from_epoch("last_synced_at").dt.replace_time_zone("UTC"))
