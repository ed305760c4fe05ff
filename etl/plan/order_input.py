"""Turns the frames of an order decision into arrays, one row per site and item."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from backend.planning.newsvendor import Floats, LeadTimes
from backend.planning.ordering import Terms
from etl.plan.order_frames import (
    KEYS,
    OrderInputInvalid,
    Setting,
    in_history,
    known_keys,
    like,
    no_duplicates,
    numbers,
    per_series,
    plain_number,
    refuse,
    require,
)

LONGEST_PERIODS = 520


def check_history(history: pl.DataFrame) -> pl.DataFrame:
    """Return site, item, period and quantity, checked; periods are days or whole numbers."""
    require(history, [*KEYS, "period", "quantity"], "history")
    if history.is_empty():
        raise OrderInputInvalid("history has no rows: at least one observation is needed.")
    known_keys(history, "history")
    checked = numbers(history, "quantity", "history")
    checked = _with_periods(checked, "history")
    no_duplicates(checked, [*KEYS, "period"], "history")
    return checked.select(*KEYS, "period", "quantity")


def check_availability(
    availability: pl.DataFrame | None, history: pl.DataFrame
) -> pl.DataFrame | None:
    """Return site, item, period, available up to the history's last period, and none after it."""
    if availability is None:
        return None
    require(availability, [*KEYS, "period", "available"], "availability")
    known_keys(availability, "availability")
    checked = _with_periods(like(availability, history, "availability"), "availability")
    if checked.schema["period"] != history.schema["period"]:
        raise OrderInputInvalid("The periods of availability are not of the type of history's.")
    flag = pl.col("available").cast(pl.Boolean, strict=False)
    checked = checked.filter(pl.col("period") <= history["period"].max())
    refuse(checked, flag.is_null(), "availability", "available", "give true or false")
    no_duplicates(checked, [*KEYS, "period"], "availability")
    return checked.select(*KEYS, "period", flag)


def keys_of(history: pl.DataFrame, static: pl.DataFrame | None) -> pl.DataFrame:
    """Return site and item of every series; those that only ``static`` knows are new."""
    keys = history.select(KEYS)
    if static is not None:
        require(static, KEYS, "static")
        known_keys(static, "static")
        keys = pl.concat([keys, like(static, history, "static").select(KEYS)])
    return keys.unique().sort(KEYS)


def stock_of(stock: pl.DataFrame, keys: pl.DataFrame) -> Floats:
    """Return what is on hand of each series; one that is not named has none."""
    require(stock, [*KEYS, "quantity"], "stock")
    known_keys(stock, "stock")
    checked = like(numbers(stock, "quantity", "stock"), keys, "stock")
    no_duplicates(checked, KEYS, "stock")
    in_history(checked, keys, "stock")
    joined = keys.join(checked, on=KEYS, how="left", maintain_order="left")
    return joined["quantity"].fill_null(0.0).to_numpy()


def receipts_of(pipeline: pl.DataFrame, keys: pl.DataFrame, horizon: int) -> Floats:
    """Return series x periods: what becomes usable in each of the ``horizon`` periods ahead."""
    require(pipeline, [*KEYS, "arrives_in", "quantity"], "pipeline")
    receipts = np.zeros((len(keys), horizon))
    if pipeline.is_empty():
        return receipts
    known_keys(pipeline, "pipeline")
    checked = numbers(like(pipeline, keys, "pipeline"), "quantity", "pipeline")
    checked = numbers(checked, "arrives_in", "pipeline", least=None)
    remedy = "it must be a whole number from 1: what is usable already belongs into stock"
    early = (pl.col("arrives_in") < 1) | (pl.col("arrives_in") != pl.col("arrives_in").round())
    refuse(checked, early, "pipeline", "arrives_in", remedy)
    in_history(checked, keys, "pipeline")
    coming = checked.filter(pl.col("arrives_in") <= horizon).join(
        keys.with_row_index("series"), on=KEYS
    )
    at = (coming["series"].to_numpy(), coming["arrives_in"].cast(pl.Int64).to_numpy() - 1)
    np.add.at(receipts, at, coming["quantity"].to_numpy())
    return receipts


def terms_of(
    keys: pl.DataFrame,
    *,
    lead_time_periods: Setting,
    review_periods: Setting,
    holding_cost: Setting,
    shortage_cost: Setting,
    service_level: Setting,
    moq: Setting,
    pack_size: Setting,
) -> Terms:
    """Return the terms of every series; each may be a number, or a frame by site and item."""
    review = _whole(_given(per_series(review_periods, keys, "review_periods", least=1.0), keys))
    holding = _given(per_series(holding_cost, keys, "holding_cost"), keys)
    shortage = _given(per_series(shortage_cost, keys, "shortage_cost"), keys)
    level = per_series(service_level, keys, "service_level")
    both = keys.with_columns(holding, shortage, level.alias("level"))
    free = (pl.col("holding_cost") + pl.col("shortage_cost") == 0) & pl.col("level").is_null()
    refuse(both, free, "the terms", "shortage_cost", "one of the two costs must be above zero")
    wrong = (pl.col("level") <= 0) | (pl.col("level") >= 1)
    refuse(both, wrong, "the terms", "level", "a service level lies between 0 and 1, like 0.95")
    return Terms(
        lead=lead_times_of(lead_time_periods, keys),
        review=review,
        holding=holding.to_numpy(),
        shortage=shortage.to_numpy(),
        service_level=level.fill_null(float("nan")).to_numpy(),
        least=per_series(moq, keys, "moq").fill_null(0.0).to_numpy(),
        pack=per_series(pack_size, keys, "pack_size").fill_null(0.0).to_numpy(),
    )


def lead_times_of(setting: Setting, keys: pl.DataFrame) -> LeadTimes:
    """Return the possible lead times: a number, or a frame by site and item.

    A frame may name a series several times, with a ``weight`` for each lead time: a distribution.
    """
    name = "lead_time_periods"
    if not isinstance(setting, pl.DataFrame) or "weight" not in setting.columns:
        periods = _whole(_given(per_series(setting, keys, name), keys))
        return LeadTimes(periods[:, None], np.ones((len(keys), 1)))
    require(setting, [*KEYS, name, "weight"], name)
    known_keys(setting, name)
    frame = like(numbers(numbers(setting, name, name), "weight", name), keys, name)
    no_duplicates(frame, [*KEYS, name], name)
    frame = frame.filter(pl.col("weight") > 0)
    _given(keys.join(frame.unique(KEYS), on=KEYS, how="left", maintain_order="left")[name], keys)
    _whole(frame[name])
    chosen = keys.with_row_index("series").join(frame, on=KEYS).sort("series", name)
    chosen = chosen.with_columns(pl.int_range(pl.len()).over("series").alias("choice"))
    shape = (len(keys), int(chosen["choice"].max()) + 1)  # type: ignore[arg-type]
    at = (chosen["series"].to_numpy(), chosen["choice"].to_numpy())
    periods, weights = np.zeros(shape, dtype=np.int64), np.zeros(shape)
    periods[at], weights[at] = chosen[name].cast(pl.Int64).to_numpy(), chosen["weight"].to_numpy()
    return LeadTimes(periods, weights)


def whole_number(value: object, name: str, least: int) -> int:
    number = plain_number(value, name)
    if number != round(number) or number < least:
        raise OrderInputInvalid(f"{name} is {value!r}; give a whole number from {least}.")
    return int(number)


def _given(values: pl.Series, keys: pl.DataFrame) -> pl.Series:
    missing = values.is_null()
    if missing.any():
        site, item = keys.row(missing.arg_true()[0])
        raise OrderInputInvalid(
            f"{values.name} has no row for site {site!r}, item {item!r}: add one, or give a number."
        )
    return values


def _whole(values: pl.Series) -> NDArray[np.int64]:
    wrong = (values != values.round()) | (values > LONGEST_PERIODS)
    if wrong.any():
        raise OrderInputInvalid(
            f"{values.name} is {values.filter(wrong)[0]:g}; give whole periods up to "
            f"{LONGEST_PERIODS}: round up, or choose a longer period."
        )
    return values.cast(pl.Int64).to_numpy()


def _with_periods(frame: pl.DataFrame, where: str) -> pl.DataFrame:
    """Return the frame with periods as days, or as whole numbers where they are that."""
    kind = frame.schema["period"]
    refuse(frame, pl.col("period").is_null(), where, "period", "give it, or drop the row")
    if kind.is_integer():
        return frame.with_columns(pl.col("period").cast(pl.Int64))
    if not (kind.is_temporal() or kind == pl.String):
        raise OrderInputInvalid(f"The column period of {where} must hold days or whole numbers.")
    day = (
        pl.col("period").str.to_date(strict=False)
        if kind == pl.String
        else pl.col("period").cast(pl.Date)
    )
    refuse(frame, day.is_null(), where, "period", "write days as 2024-12-31")
    return frame.with_columns(day)
