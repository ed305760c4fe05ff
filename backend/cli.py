"""Commands: `flask seed`, `flask users create`; `flask db` and `flask openapi` come ready-made."""

import os

import click
from flask import Flask
from flask.cli import AppGroup
from pydantic import ValidationError

from backend.access import seed
from backend.access.users import service
from backend.access.users.schemas import UserDraft
from backend.core.context import ActingContext, act_as
from backend.core.errors import AppError
from backend.extensions import ROOT, db, own_transaction

users = AppGroup("users", help="Manage users from the machine itself.")


def register_commands(app: Flask) -> None:
    app.cli.add_command(users)
    app.cli.command("seed")(seed_roles)
    if os.environ.get("FLASK_RUN_FROM_CLI"):
        add_migrations(app)


def add_migrations(app: Flask) -> None:
    """Add ``flask db``, which reads the same alembic.ini as ``alembic``.

    Only where commands are given: with it comes Alembic, which the API should not have to load.
    """
    from alembic.config import Config
    from flask_migrate import Migrate

    migrate = Migrate(app, db, directory=str(ROOT / "migrations"))
    migrate.configure(lambda config: Config(str(ROOT / "alembic.ini"), cmd_opts=config.cmd_opts))


def seed_roles() -> None:
    """Put the roles and their permissions into the database, as often as you like."""
    act_as(ActingContext(actor="flask seed"))
    with own_transaction() as session:
        names = seed.seed_roles(session)
    click.echo(f"Roles: {', '.join(names)}.")


@users.command("create")
@click.argument("username")
@click.option("--role", "roles", multiple=True, required=True, help="Give it once for each role.")
@click.option("--full-name", help="As the dashboard shows it; the user name where left out.")
@click.option("--password", help="Generated and printed where left out.")
def create_user(
    username: str, roles: tuple[str, ...], full_name: str | None, password: str | None
) -> None:
    """Create a user."""
    act_as(ActingContext(actor="flask users create"))
    try:
        draft = UserDraft(
            username=username,
            full_name=full_name or username,
            roles=list(roles),
            password=password,
        )
        with own_transaction() as session:
            _, generated = service.create_user(session, draft)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise click.ClickException(f"{first['loc'][0]}: {first['msg']}") from None
    except AppError as error:
        raise click.ClickException(error.detail) from None
    click.echo(f"Created {username}." + (f" Password: {generated}" if generated else ""))
