"""What serves: the API, the dashboard, the worker and the scheduler."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from scripts.runtime.children import Program
from scripts.runtime.database import Addresses
from scripts.runtime.failures import CannotStart
from scripts.runtime.options import Options
from scripts.runtime.places import ROOT

PYTHON = Path(sys.executable)
BIN = PYTHON.parent


def environment(options: Options, addresses: Addresses) -> dict[str, str]:
    """Return what every Python program is told. The owner's address is not part of it."""
    places = options.places
    told = dict(options.environment)
    told.pop("MIGRATION_DATABASE_URL", None)
    told |= {
        "DATABASE_URL": addresses.application,
        "DATA_DIR": str(places.data),
        "PYTHONUNBUFFERED": "1",
    }
    if "SECRET_KEY" not in told:
        told.setdefault("SECRET_KEY_FILE", str(places.secret_key))
    if places.data != ROOT / ".data":
        told.setdefault("OUTPUT_DIR", str(places.data / "output"))
    told["REPLACE_DEMO"] = "1" if options.replace_demo else ""
    return told


def owner(addresses: Addresses) -> Mapping[str, str]:
    return {"MIGRATION_DATABASE_URL": addresses.owner}


def serving(options: Options, told: Mapping[str, str], dashboard: Path) -> list[Program]:
    # Only the run itself replaces the demo data; a job queued from the dashboard must not.
    served = dict(told) | {"REPLACE_DEMO": ""}
    log = options.places.log
    return [
        Program("API", _gunicorn(), ROOT, served | _api_address(options), log("api")),
        Program("worker", [PYTHON, "-m", "etl", "worker"], ROOT, served, log("worker")),
        Program("scheduler", [PYTHON, "-m", "etl", "scheduler"], ROOT, served, log("scheduler")),
        Program(
            "dashboard",
            [_node(), dashboard],
            dashboard.parent,
            _for_node(options),
            log("dashboard"),
        ),
    ]


def _gunicorn() -> list[str | Path]:
    return [BIN / "gunicorn", "--config", "backend/gunicorn.conf.py", "backend.app:create_app()"]


def _api_address(options: Options) -> dict[str, str]:
    return {"API_PORT": str(options.api_port), "BIND": options.bind}


def _node() -> str:
    node = shutil.which("node")
    if node is None:
        raise CannotStart("node was not found; install Node.js 20.9 or newer.")
    return node


def _for_node(options: Options) -> dict[str, str]:
    """The dashboard needs no secret, so it is given none."""
    kept = ("PATH", "HOME", "LANG", "TZ", "NODE_OPTIONS", "NODE_EXTRA_CA_CERTS")
    return {name: options.environment[name] for name in kept if name in options.environment} | {
        "NODE_ENV": "production",
        "NEXT_TELEMETRY_DISABLED": "1",
        "PORT": str(options.port),
        "HOSTNAME": options.bind,
        "API_URL": _reachable(options),
    }


def _reachable(options: Options) -> str:
    host = options.bind if options.bind not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
    return (
        f"http://[{host}]:{options.api_port}"
        if ":" in host
        else f"http://{host}:{options.api_port}"
    )
