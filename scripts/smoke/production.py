"""Starts every service of the production file here, in order, each when what it needs is well."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts.runtime import server_user
from scripts.runtime.places import ROOT
from scripts.smoke.compose import Part, parts, write_folder
from scripts.testing import postgres15, proxy, redis
from scripts.testing.packages import Missing
from scripts.testing.stack import free_ports

BIN = Path(sys.executable).parent
KEPT = ("PATH", "HOME", "LANG", "NODE_EXTRA_CA_CERTS")
HEALTHY_SECONDS = 120.0
ENDS = "service_completed_successfully"


@dataclass(slots=True)
class Production:
    """What runs, where it is reached, and what it keeps."""

    folder: Path
    ports: Mapping[str, int]
    dashboard: Path
    known: dict[str, Part] = field(default_factory=dict)
    healthy_after: dict[str, float] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.ports['https']}"

    def environment(self, part: Part) -> dict[str, str]:
        """Return what a service is told: what the file says, and where programs are."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        path = os.pathsep.join([str(BIN), str(postgres15.binaries()), "/usr/sbin", kept["PATH"]])
        own = {"PATH": path, "PYTHONPATH": str(ROOT), "NUMBA_CACHE_DIR": str(self.folder / "numba")}
        # Their clients take the port from here; in the containers it is the usual one.
        own |= {"PGPORT": str(self.ports["db"]), "BACKUP_FOLDER": str(self.folder / "backups")}
        return {**kept, **part.environment, **own}

    def run(self, part: Part, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command as a service would."""
        return subprocess.run(
            command or part.command,
            cwd=ROOT,
            env=self.environment(part),
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def production(dashboard: Path) -> Iterator[Production]:
    """Bring everything up, and everything down again; what it wrote is thrown away."""
    folder = Path(tempfile.mkdtemp(prefix="production-"))
    names = ("db", "redis", "backend", "frontend", "http", "https")
    made = Production(folder, dict(zip(names, free_ports(len(names)), strict=True)), dashboard)
    try:
        with ExitStack() as running:
            start_all(made, running)
            yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start_all(made: Production, running: ExitStack) -> None:
    write_folder(made.folder)
    secrets = {**os.environ, "SECRETS_DIR": str(made.folder / "secrets")}
    script = ROOT / "scripts" / "production" / "make_secrets.sh"
    subprocess.run([script], env=secrets, check=True, capture_output=True)
    ended = {
        need
        for part in parts({}, {})
        for need, condition in part.needs.items()
        if condition == ENDS
    }
    for part in parts(places(made), {}):
        made.known[part.name] = part
        began = time.monotonic()
        if part.name in ended:
            done = made.run(part)
            if done.returncode:
                raise Missing(f"{part.name} failed: {done.stderr.strip()[-400:]}")
        else:
            process = start(made, part)
            running.callback(end, process)
            await_health(made, part, process)
        made.healthy_after[part.name] = time.monotonic() - began


def places(made: Production) -> dict[str, str]:
    """Say what stands here for each host, port and path that the file names."""
    ports, folder = made.ports, made.folder
    return {
        "@db:5432": f"@127.0.0.1:{ports['db']}",
        "redis:6379": f"127.0.0.1:{ports['redis']}",
        "backend:5000": f"127.0.0.1:{ports['backend']}",
        "127.0.0.1:5000": f"127.0.0.1:{ports['backend']}",
        "127.0.0.1:3000": f"127.0.0.1:{ports['frontend']}",
        "127.0.0.1:8443": f"127.0.0.1:{ports['https']}",
        "/run/secrets": str(folder / "secrets"),
        "/var/lib/postgresql/backups": str(folder / "backups"),
        "/scripts/": f"{ROOT / 'scripts'}/",
        "/data": str(folder / "data"),
    }


def start(made: Production, part: Part) -> subprocess.Popen[bytes]:
    """Start a service with its own command, and what the container's image would add to it."""
    command, extra, folder, user = list(part.command), {}, ROOT, None
    if part.name == "db":
        user = server_user.server_user()
        command = database_command(made, part, user)
        folder = Path("/")
    elif part.name == "redis":
        redis.program()
        command += ["--port", str(made.ports["redis"]), "--bind", "127.0.0.1"]
        folder = made.folder / "cache"
    elif part.name == "backend":
        extra = {"BIND": "127.0.0.1", "API_PORT": str(made.ports["backend"])}
    elif part.name == "frontend":
        extra = {"HOSTNAME": "127.0.0.1", "PORT": str(made.ports["frontend"])}
        folder = made.dashboard.parent
    elif part.name == "proxy":
        command += ["-c", str(write_proxy(made))]
    with (made.folder / f"{part.name}.log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            env={**made.environment(part), **extra},
            stdout=log,
            stderr=log,
            start_new_session=True,
            **server_user.identity(user),
        )


def database_command(made: Production, part: Part, user: str | None) -> list[str]:
    """Do what the image does at its first start, then return the command on these files."""
    programs, data = postgres15.binaries(), made.folder / "database" / "data"
    server_user.open_the_way(data, user)
    server_user.give(made.folder / "database", user)
    # PostgreSQL 15 does not know the built-in locale yet; the rest is as the file says.
    asked = part.environment["POSTGRES_INITDB_ARGS"].split()
    wanted = [word for word in asked if "locale" not in word]
    init: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--auth-local=trust",
        *wanted,
    ]
    postgres15.run([*init, "-E", "UTF8"], user)
    here = ["-D", str(data), "-p", str(made.ports["db"]), "-h", "127.0.0.1", "-k", str(data.parent)]
    control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w"]
    words = " ".join([*part.command[1:], *here[2:]])
    postgres15.run([*control, "-l", data.parent / "first.log", "-o", words, "start"], user)
    roles = made.run(
        part,
        "env",
        f"PGHOST={data.parent}",
        "sh",
        str(ROOT / "scripts" / "production" / "create_roles.sh"),
    )
    postgres15.run([*control, "stop"], user)
    if roles.returncode:
        raise Missing(f"The roles could not be made: {roles.stderr.strip()[-300:]}")
    return [str(programs / part.command[0]), *part.command[1:], *here]


def write_proxy(made: Production) -> Path:
    proxy.program()
    made.folder.chmod(0o755)
    file = made.folder / "nginx.conf"
    ports = [made.ports["http"], made.ports["https"]]
    upstream = f"127.0.0.1:{made.ports['frontend']}"
    file.write_text(proxy.rendered(made.folder, upstream, ports), encoding="utf-8")
    return file


def await_health(made: Production, part: Part, process: subprocess.Popen[bytes]) -> None:
    """Ask with the service's own check until it is well."""
    check = list(part.healthcheck)
    if check[0] == "redis-cli":
        check[1:1] = ["-p", str(made.ports["redis"])]
    log = made.folder / f"{part.name}.log"
    deadline = time.monotonic() + HEALTHY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if made.run(part, *check).returncode == 0:
            return
        time.sleep(0.3)
    last = log.read_text("utf-8", errors="replace").strip()[-500:]
    raise Missing(f"{part.name} does not become healthy: {last}")


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
