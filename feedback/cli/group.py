"""The command group, and what every command begins with: the settings and the database."""

import logging
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from feedback.settings import Settings
from feedback.store.database import Database, UnsafeSqliteError


class Commands(click.Group):
    """Commands that tell in one line what is wrong with an installation or with what was typed."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives; ClickException for what its user can mend."""
        try:
            return super().invoke(ctx)
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error)
            raise click.ClickException(f"The database: {cause.splitlines()[0]}") from error
        except (OSError, ValueError, UnsafeSqliteError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Feedback of newcomers: survey, questions, panel and the four-monthly report."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def settings() -> Settings:
    """The settings of the environment; a usage error for what cannot be read."""
    try:
        return Settings.from_environment()
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def opened(chosen: Settings) -> Database:
    """The database, closed at the end of the command."""
    database = Database(chosen.database)
    click.get_current_context().call_on_close(database.dispose)
    return database


def database_of(chosen: Settings) -> Database:
    """The database, refused when it is not the one that this version of the service expects."""
    from feedback.store.migrations import is_current

    database = opened(chosen)
    if not is_current(database):
        raise click.ClickException("The database is not up to date: run `feedback upgrade` first.")
    return database
