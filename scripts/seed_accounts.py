"""Create the roles and the first three users: `python -m scripts.seed_accounts <credentials file>`.

The file is written before the users exist, so that no password is ever lost; one that is there
already is read, and only added to when a user of its own is missing from it.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.access.models import User
from backend.access.passwords import generate_password
from backend.access.seed import seed_roles
from backend.access.users.schemas import UserDraft
from backend.access.users.service import create_user
from backend.core.context import ActingContext, act_as
from backend.core.database import make_engine, session_scope
from backend.settings import SettingsInvalid, load_settings
from scripts.runtime.keys import write_private


@dataclass(frozen=True, slots=True)
class Account:
    role: str
    username: str
    full_name: str


ACCOUNTS = (
    Account("ADMIN", "admin", "Administrator"),
    Account("ANALYST", "analyst", "Analyst"),
    Account("VIEWER", "viewer", "Viewer"),
)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Say where the credentials are kept.", file=sys.stderr)
        return 2
    try:
        engine = make_engine(load_settings().database_url, application_name="accounts")
    except SettingsInvalid as reason:
        print(reason, file=sys.stderr)
        return 1
    act_as(ActingContext(actor="make run"))
    with session_scope(engine) as session:
        seed(session, Path(arguments[0]))
    return 0


def seed(session: Session, credentials: Path, accounts: Sequence[Account] = ACCOUNTS) -> list[str]:
    """Create whichever of the users is missing; return the names of those created."""
    seed_roles(session)
    missing = [account for account in accounts if not exists(session, account.username)]
    if not missing:
        return []
    passwords = read_passwords(credentials)
    for account in missing:
        passwords.setdefault(account.username, (account.role, generate_password()))
    write_passwords(credentials, passwords)
    for account in missing:
        draft = UserDraft(
            username=account.username,
            full_name=account.full_name,
            roles=[account.role],
            password=passwords[account.username][1],
        )
        create_user(session, draft)
    return [account.username for account in missing]


def exists(session: Session, username: str) -> bool:
    found = select(User.id).where(func.lower(User.username) == username)
    return session.execute(found).first() is not None


def read_passwords(credentials: Path) -> dict[str, tuple[str, str]]:
    """Return role and password by user name; a line that is not ours is ignored."""
    if not credentials.exists():
        return {}
    lines = (line.split() for line in credentials.read_text(encoding="utf-8").splitlines())
    return {words[1]: (words[0], words[2]) for words in lines if len(words) == 3}


def write_passwords(credentials: Path, passwords: dict[str, tuple[str, str]]) -> None:
    if read_passwords(credentials) == passwords:
        credentials.chmod(0o600)
        return
    lines = (f"{role} {name} {password}\n" for name, (role, password) in passwords.items())
    write_private(credentials, "".join(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
