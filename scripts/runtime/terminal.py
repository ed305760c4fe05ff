"""What the person at the terminal sees: one line a step, and that it moves."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.status import Status

from scripts.runtime.failures import last_words

SIGN_OF_LIFE_SECONDS = 15.0


class Step:
    """One step under way. `tick` is called while it lasts, a few times a second."""

    def __init__(self, title: str, console: Console, status: Status | None) -> None:
        self.title = title
        self.note = ""
        self._console = console
        self._status = status
        self._began = self._spoke = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def tick(self, log: Path | None = None, progress: tuple[float, str] | None = None) -> None:
        """Show that the step goes on: how far it is where that is known, else its last words."""
        said = f"{_bar(progress[0])} {_plain(progress[1])}" if progress else _last_words(log)
        if self._status is not None:
            self._status.update(f"{self.title} · {self.seconds:.0f} s  [dim]{said}[/dim]")
        elif time.monotonic() - self._spoke >= SIGN_OF_LIFE_SECONDS:
            # A log file has no spinner: a line now and then says that nothing hangs.
            self._spoke = time.monotonic()
            self._console.print(f"  … {self.title}, {self.seconds:.0f} s  {said}".rstrip())


class Terminal:
    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True)
        self._errors = Console(stderr=True, highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Show a step until it ends; a failure leaves its sentence to the caller."""
        if not self._console.is_terminal:
            self._console.print(f"· {title}")
            step = Step(title, self._console, None)
            yield step
        else:
            with self._console.status(title) as status:
                step = Step(title, self._console, status)
                yield step
        note = f", {step.note}" if step.note else ""
        self._console.print(f"[green]✓[/green] {title}{note} [dim]({step.seconds:.1f} s)[/dim]")

    def say(self, text: str) -> None:
        self._console.print(text, markup=False)

    def warn(self, text: str) -> None:
        self._console.print(f"! {text}", markup=False, style="yellow")

    def fail(self, text: str) -> None:
        self._errors.print(text, markup=False, style="red")

    def farewell(self, text: str) -> None:
        """Say the last thing; the terminal may be gone by then."""
        try:
            self.say(text)
            sys.stdout.flush()
        except OSError:
            return


def _bar(fraction: float) -> str:
    filled = round(fraction * 20)
    return f"{'━' * filled}{'╌' * (20 - filled)} {fraction:4.0%}"


def _last_words(log: Path | None) -> str:
    if log is None or not log.exists() or not log.stat().st_size:
        return ""
    return _plain(last_words(log))


def _plain(text: str) -> str:
    """Keep brackets from being read as colours, and the line from wrapping."""
    return text.replace("[", "(").replace("]", ")")[:60]
