"""Tells a watch outside that the nightly run came to its end; its silence is what rings."""

from urllib.error import URLError
from urllib.request import Request, urlopen

import structlog

from backend.settings import Settings
from backend.version import VERSION

log = structlog.get_logger()

TIMEOUT_SECONDS = 10.0


def signal(settings: Settings) -> bool:
    """Ask for DEADMAN_URL once; a run does not fail because nobody watches it."""
    address = settings.deadman_url
    if address is None:
        return False
    if not address.startswith(("http://", "https://")):
        log.warning("deadman.refused", reason="DEADMAN_URL must begin with http:// or https://")
        return False
    request = Request(address, headers={"User-Agent": f"quartermaster/{VERSION}"})  # noqa: S310
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310 - the scheme is checked above
            return True
    except (URLError, OSError) as error:
        log.warning("deadman.unreachable", error=str(error))
        return False
