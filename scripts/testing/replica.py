"""A streaming replica of an embedded PostgreSQL, made as an operator would make one."""

import os
import subprocess
from pathlib import Path

from scripts.runtime import server_user
from scripts.runtime.postgres import SUPERUSER, EmbeddedPostgres
from scripts.runtime.stopping import Stop
from scripts.testing.packages import Missing


def follow(primary: EmbeddedPostgres, home: Path, log: Path) -> EmbeddedPostgres:
    """Copy a running server with pg_basebackup and start the copy, which then follows it."""
    replica = EmbeddedPostgres(home, log)
    user = server_user.server_user()
    home.mkdir(mode=0o700)
    server_user.open_the_way(home, user)
    server_user.give(home, user)
    done = subprocess.run(
        [
            primary.psql.with_name("pg_basebackup"),
            *("--pgdata", home, "--write-recovery-conf", "--wal-method=stream"),
            *("--checkpoint=fast", "--username", SUPERUSER, "--host", primary.socket_folder),
        ],
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **server_user.identity(user),
    )
    if done.returncode:
        raise Missing(f"A replica could not be made: {done.stderr.strip()[-300:]}")
    # The embedded server's socket lies in its own folder, and its lock was copied too.
    for lock in home.glob(".s.PGSQL.*.lock"):
        lock.unlink()
    replica.start(Stop())
    return replica
