"""A short, stable code made from a name, where a file has names only."""

import hashlib
import re
import unicodedata

import polars as pl

LONGEST = 40
MARK = 6


def short_code(name: str) -> str:
    """Return ``name`` in capitals and hyphens; what is cut short or lost is told by a mark."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    code = re.sub(r"[^A-Z0-9]+", "-", plain.upper()).strip("-")
    if code and len(code) <= LONGEST:
        return code
    mark = hashlib.sha256(name.encode()).hexdigest()[:MARK].upper()
    return f"{code[: LONGEST - MARK - 1].rstrip('-')}-{mark}".lstrip("-")


def short_codes(names: pl.Series) -> pl.Series:
    """Return the code of every name; each distinct name is worked out once."""
    distinct = names.drop_nulls().unique()
    codes = pl.Series([short_code(name) for name in distinct], dtype=pl.String)
    return names.replace_strict(distinct, codes, default=None, return_dtype=pl.String)
