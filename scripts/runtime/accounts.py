"""The three first users and the file that tells their passwords."""

import sys

from scripts.runtime.places import Places
from scripts.runtime.steps import Runner
from scripts.runtime.terminal import Terminal


def ensure(places: Places, runner: Runner, terminal: Terminal) -> None:
    """Create the roles and whichever of the three users is missing."""
    knew = places.credentials.exists()
    with terminal.step("Making sure of the roles and the three users") as step:
        runner.run(
            step,
            [sys.executable, "-m", "scripts.seed_accounts", places.credentials],
            log=places.log("accounts"),
        )
    if not places.credentials.exists():
        terminal.say("· The users were there already; their passwords are not kept here")
    elif knew:
        terminal.say(f"· The first passwords are in {places.credentials}")
    else:
        terminal.say(f"· Passwords, also in {places.credentials}:")
        for line in places.credentials.read_text(encoding="utf-8").splitlines():
            terminal.say(f"    {line}")
