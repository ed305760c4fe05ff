"""What can be wrong with a folder, told in a sentence that names the file and the remedy."""

from collections.abc import Iterable
from difflib import get_close_matches


class LoadRefused(Exception):
    """A load cannot begin or go on; the message is one sentence for the person who started it."""


class MappingInvalid(LoadRefused):
    """A mapping file is wrong: names file, key and remedy."""

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        super().__init__(f"Mapping {file}, key {key}: {problem} {remedy}".strip())


class FileUnreadable(LoadRefused):
    """A file cannot be read as a table."""

    def __init__(self, file: str, problem: str, remedy: str) -> None:
        super().__init__(f"File {file}: {problem} {remedy}")


class ColumnMissing(LoadRefused):
    """A file lacks a column that its target or its mapping needs."""

    def __init__(self, file: str, column: str, headers: Iterable[str], *, needed_for: str) -> None:
        headers = list(headers)
        near = nearest(column, headers)
        if near is not None:
            remedy = f"The nearest header is '{near}': rename it, or map it in a mapping file."
        else:
            shown = ", ".join(headers[:12]) or "none"
            remedy = f"Add it, or map another one in a mapping file; the headers are: {shown}."
        super().__init__(
            f"File {file}: the column '{column}', needed for {needed_for}, is missing. {remedy}"
        )


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that looks most like ``name``, whatever its case, or None."""
    folded = {candidate.strip().lower(): candidate for candidate in candidates}
    matches = get_close_matches(name.strip().lower(), folded, n=1, cutoff=0.5)
    return folded[matches[0]] if matches else None
