"""What a view says about itself: who may call it and how it treats its request."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Marks:
    """A view with neither a permission nor the public mark keeps the application from starting."""

    permission: str | None = None
    is_public: bool = False
    is_signed_in: bool = False
    is_idempotent: bool = False

    @property
    def says_who(self) -> bool:
        return self.is_public or self.is_signed_in or self.permission is not None


def marks_of(view: Callable[..., Any] | None) -> Marks:
    marks: Marks = getattr(view, "marks", Marks())
    return marks


def mark(view: View, **changes: Any) -> View:
    """Set a mark; ``functools.wraps`` carries it to whatever wraps the view later."""
    view.marks = replace(marks_of(view), **changes)  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Let anybody call this view."""
    return mark(view, is_public=True)


def idempotent(view: View) -> View:
    """Answer a repeated Idempotency-Key with the stored answer, and do nothing twice."""
    return mark(view, is_idempotent=True)
