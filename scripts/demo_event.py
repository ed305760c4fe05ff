"""Put an event in progress into a demonstration: `python -m scripts.demo_event <credentials file>`.

Does nothing where the data is not a demonstration or has an event already. Its three people are
added to the file of credentials.
"""

import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from backend.app import create_app
from backend.core import clock
from backend.core.context import ActingContext, act_as
from backend.extensions import db
from scripts.demo.people import StoryBroken, sign_in
from scripts.demo.story import Cast, tell
from scripts.runtime.demo_event import IS_DUE
from scripts.seed_accounts import Account, read_passwords, seed

PEOPLE = (
    Account("LOGISTICS_OFFICER", "officer", "Logistics officer"),
    Account("LOGISTICS_MANAGER", "manager", "Logistics manager"),
    Account("APPROVER", "approver", "Approver"),
)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Say where the credentials are kept.", file=sys.stderr)
        return 2
    app = create_app()
    # One tells a whole story from one address; how often an address may sign in is for strangers.
    app.config["RATELIMIT_ENABLED"] = False
    with app.app_context():
        if not db.session.scalar(text(f"SELECT {IS_DUE}")):
            print("There is nothing to tell: no demonstration, or an event is there already.")
            return 0
        try:
            told = tell(cast_of(app, Path(arguments[0])), clock.today())
        except StoryBroken as problem:
            print(f"The event of the demonstration is not complete: {problem}", file=sys.stderr)
            return 1
    print(", ".join(f"{count} {name}" for name, count in told.items()))
    return 0


def cast_of(app: Flask, credentials: Path) -> Cast:
    act_as(ActingContext(actor="make run"))
    seed(db.session(), credentials, PEOPLE)
    db.session.commit()
    known = read_passwords(credentials)
    people = [sign_in(app, one.username, known[one.username][1]) for one in PEOPLE]
    return Cast(*people)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
