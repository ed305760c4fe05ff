"""As whom PostgreSQL runs. It refuses to run as root, so root starts it as a plain user."""

import os
import pwd
import stat
import subprocess
from pathlib import Path
from typing import TypedDict

from scripts.runtime.failures import CannotStart

NAME = "pgserver"
SEARCH_BY_OTHERS = stat.S_IXOTH
READ_BY_OTHERS = stat.S_IROTH


class Identity(TypedDict, total=False):
    """How subprocess starts a program as somebody else; empty to start it as ourselves."""

    user: str
    group: int
    extra_groups: list[int]


def server_user() -> str | None:
    """Return the user to start the server as, or None where we may be that user ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(NAME)
    except KeyError:
        _create()
    return NAME


def identity(user: str | None) -> Identity:
    """Leave root's groups behind too: they would shut the folders that are open to others only."""
    if user is None:
        return Identity()
    return Identity(user=user, group=pwd.getpwnam(user).pw_gid, extra_groups=[])


def _create() -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", NAME]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        raise CannotStart(
            f"PostgreSQL does not run as root, and the user {NAME} could not be created; "
            "start as another user or set DATABASE_URL."
        ) from None


def give(folder: Path, user: str | None) -> None:
    """Make the folder and all in it the server's, also after its number changed."""
    if user is None:
        return
    account = pwd.getpwnam(user)
    if folder.stat().st_uid != account.pw_uid:
        os.chown(folder, account.pw_uid, account.pw_gid)
        for path in folder.rglob("*"):
            os.lchown(path, account.pw_uid, account.pw_gid)


def open_the_way(folder: Path, user: str | None) -> None:
    """Let the server's user pass through the folders above; it cannot list or read them."""
    if user is None:
        return
    for parent in folder.parents:
        mode = parent.stat().st_mode
        if not mode & SEARCH_BY_OTHERS:
            parent.chmod(mode | SEARCH_BY_OTHERS)


def let_run(binaries: Path, user: str | None) -> None:
    """Make the wheel's files readable to the server's user, whatever umask installed them."""
    if user is None or _runs(binaries, user):
        return
    open_the_way(binaries, user)
    for path in binaries.parent.rglob("*"):
        wanted = READ_BY_OTHERS | (SEARCH_BY_OTHERS if _is_entered(path) else 0)
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | wanted)
    binaries.parent.chmod(binaries.parent.stat().st_mode | READ_BY_OTHERS | SEARCH_BY_OTHERS)
    if not _runs(binaries, user):
        raise CannotStart(f"The user {user} cannot run {binaries / 'postgres'}; set DATABASE_URL.")


def _is_entered(path: Path) -> bool:
    return path.is_dir() or path.parent.name == "bin"


def _runs(binaries: Path, user: str) -> bool:
    try:
        done = subprocess.run(
            [binaries / "postgres", "--version"],
            cwd="/",
            capture_output=True,
            check=False,
            **identity(user),
        )
    except OSError:
        return False
    return done.returncode == 0


def ensure_space_for_socket(folder: Path, user: str | None) -> None:
    """Make a private folder for the socket; refuse one that somebody else put there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    owners = {os.geteuid()} | ({pwd.getpwnam(user).pw_uid} if user else set())
    if folder.is_symlink() or folder.stat().st_uid not in owners:
        raise CannotStart(f"{folder} belongs to somebody else; remove it or move .data elsewhere.")
    folder.chmod(0o700)
    give(folder, user)
