"""The production's proxy without its container: Debian's nginx with the very configuration."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import create_connection

from scripts.runtime.places import ROOT
from scripts.testing.packages import Missing, install
from scripts.testing.stack import free_ports

CONFIGURATION = ROOT / "scripts" / "production" / "nginx.conf"
UPSTREAM = "frontend:3000"
# Paths of the container, and what stands for them in a folder.
PLACES = {"/tmp/nginx.pid": "pid", "/var/cache/nginx": "cache", "/run/secrets": "secrets"}  # noqa: S108
PORTS = {"listen 8080;": "listen 127.0.0.1:{};", "listen 8443 ": "listen 127.0.0.1:{} "}


def program() -> str:
    """Return where nginx is, installing it where we may."""
    places = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"
    found = shutil.which("nginx", path=places)
    if found is None and install("nginx-light"):
        found = shutil.which("nginx", path=places)
    if found is None:
        raise Missing("nginx is missing: install it (apt-get install nginx-light).")
    return found


def rendered(folder: Path, upstream: str, ports: list[int]) -> str:
    """Return the configuration with our places, ports and upstream for the container's."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    changes = {UPSTREAM: upstream} | {old: str(folder / new) for old, new in PLACES.items()}
    changes |= {
        old: new.format(port) for (old, new), port in zip(PORTS.items(), ports, strict=True)
    }
    for old, new in changes.items():
        if old not in text:
            raise Missing(f"{CONFIGURATION.name} names {old} no more.")
        text = text.replace(old, new)
    text = re.sub(r"^worker_processes auto;", "worker_processes 1;", text, flags=re.MULTILINE)
    return text.replace("/dev/stdout", str(folder / "access.log")).replace("/dev/stderr", "stderr")


def make_certificate(folder: Path) -> Path:
    """Make a certificate for localhost that is good for a day; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    certificate, key = folder / "tls_certificate", folder / "tls_key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate


@contextmanager
def running(upstream: str) -> Iterator[tuple[int, int, Path]]:
    """Start the proxy in front of ``upstream``; give its ports (plain, TLS) and its certificate."""
    nginx = program()
    folder = Path(tempfile.mkdtemp(prefix="proxy-"))
    folder.chmod(0o755)  # nginx's workers are not root and keep what is too large for memory here
    ports = free_ports(2)
    try:
        certificate = make_certificate(folder / "secrets")
        (folder / "cache").mkdir()
        file = folder / "nginx.conf"
        file.write_text(rendered(folder, upstream, ports), encoding="utf-8")
        with (folder / "error.log").open("wb") as log:
            process = subprocess.Popen(
                [nginx, "-c", str(file), "-g", "daemon off;"], stdout=log, stderr=log
            )
        try:
            _await(ports[1], process, folder / "error.log")
            yield ports[0], ports[1], certificate
        finally:
            process.terminate()
            process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise Missing(f"nginx does not start: {log.read_text(encoding='utf-8').strip()[-300:]}")
        try:
            with closing(create_connection(("127.0.0.1", port), timeout=1)):
                return
        except OSError:
            time.sleep(0.1)
    raise Missing("nginx does not answer.")
