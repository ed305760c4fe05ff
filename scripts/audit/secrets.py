"""Finds secrets in everything that was ever committed, also where a later commit removed them."""

import math
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Each is the shape of a real credential, so that a match is worth a person's time.
SHAPES = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "AWS key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})"),
    "Slack token": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{20,}"),
    "Stripe key": re.compile(r"\b[rs]k_live_[A-Za-z0-9]{20,}"),
    "Google key": re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}"),
    "password in an address": re.compile(r"://[\w.-]+:(?P<value>[\w+/=!%-]{8,})@[\w.-]+"),
    "assigned secret": re.compile(
        r"(?i)(?:secret|passw(?:or)?d|token|api_?key)[\w.\"']{0,20}\s*[:=]\s*"
        r"[\"'](?P<value>[A-Za-z0-9+/=_-]{20,})[\"']"
    ),
}
# Bits a character: words stay below it, what a generator made lies above.
RANDOM_ENOUGH = 3.9
RANDOM_ENOUGH_IN_HEX = 3.3
HEX = re.compile(r"[0-9a-f]{24,}")
ADDED = re.compile(r"^\+(?!\+\+ )(.*)$", re.MULTILINE)
COMMIT = re.compile(r"^commit ([0-9a-f]{40})$", re.MULTILINE)
# Hashes and generated files have no place for a secret and are full of random letters.
LEFT_OUT = (":!*.lock", ":!*package-lock.json", ":!docs/api/openapi.json")


@dataclass(frozen=True, slots=True)
class Finding:
    commit: str
    shape: str
    line: str

    def __str__(self) -> str:
        return f"{self.commit[:12]}: {self.shape}: {self.line.strip()[:60]}"


def in_history(repository: Path) -> list[Finding]:
    """Look at every line that any commit up to here has added."""
    command = ["git", "log", "-p", "--no-color", "--format=commit %H", "HEAD", "--", ".", *LEFT_OUT]
    done = subprocess.run(
        command, cwd=repository, capture_output=True, text=True, errors="replace", check=True
    )
    _, *parts = COMMIT.split(done.stdout)
    return [
        Finding(commit, shape, line)
        for commit, patch in zip(parts[::2], parts[1::2], strict=True)
        for line in ADDED.findall(patch)
        for shape in shapes_in(line)
    ]


def shapes_in(line: str) -> Iterator[str]:
    """Name the shapes of secrets that a line holds."""
    for name, shape in SHAPES.items():
        for match in shape.finditer(line):
            value = match.groupdict().get("value")
            if value is None or is_random(value):
                yield name


def is_random(value: str) -> bool:
    """Tell a generator's work from words; sixteen digits carry less than letters of all kinds."""
    enough = RANDOM_ENOUGH_IN_HEX if HEX.fullmatch(value) else RANDOM_ENOUGH
    return entropy(value) >= enough


def entropy(text: str) -> float:
    """Return how many bits a character of the text carries."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)
