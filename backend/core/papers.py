"""Papers that are printed and signed: what stands on them. No Flask."""

from collections.abc import Sequence
from dataclasses import dataclass

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` is its part of the width, beside the shares of the others."""

    title: str
    share: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    number: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    remarks: Sequence[str]
    signatures: Sequence[str]
    footer: str


def render(paper: Paper) -> bytes:
    """Write a paper. The same content gives the same bytes, so that copies can be compared."""
    # With it comes reportlab, which the API should not have to load before it can start.
    from backend.core.paper_layout import laid_out

    return laid_out(paper)
