"""Finds the browser that the journeys run in."""

import os
import shutil
from pathlib import Path

from scripts.testing.packages import Missing, install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
IN_CACHE = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
CACHES = (Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright")


def find() -> Path:
    """Return the browser: the one named, the system's, Playwright's own, or one installed now."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        if not os.access(named, os.X_OK):
            raise Missing(f"CHROMIUM_PATH names {named}, which is not a program.")
        return Path(named)
    found = of_system() or of_playwright()
    if found is None and install("chromium"):
        found = of_system()
    if found is None:
        raise Missing(
            "Chromium is missing: install it (apt-get install chromium), run "
            "`npx playwright install chromium` in frontend, or set CHROMIUM_PATH."
        )
    return found


def of_system() -> Path | None:
    paths = (shutil.which(name) for name in NAMES)
    return next((Path(path) for path in paths if path), None)


def of_playwright() -> Path | None:
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    caches = (Path(folder), *CACHES) if folder else CACHES
    for cache in caches:
        for pattern in IN_CACHE:
            newest = sorted(cache.glob(pattern))
            if newest:
                return newest[-1]
    return None
