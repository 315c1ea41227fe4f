"""Bringing a database to the state that this version of the service expects."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from feedback.settings import ROOT
from feedback.store.database import Database


def configuration(database: Database) -> Config:
    """Alembic's configuration for one database, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["database"] = database
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """The database at a revision, made from whatever it was before, also from nothing."""
    database.make()
    command.upgrade(configuration(database), revision)


def downgrade(database: Database, revision: str) -> None:
    """The database back at an earlier revision."""
    command.downgrade(configuration(database), revision)


def is_current(database: Database) -> bool:
    """Whether the database is there and has every migration of this version."""
    if not database.is_there:
        return False
    head = ScriptDirectory.from_config(configuration(database)).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
