"""An installation made or brought up to date: its tables, its roles and the surveys that come along."""

import datetime as dt

from feedback.staff.accounts import ensure_roles
from feedback.store import migrations
from feedback.store.database import Database
from feedback.surveys.publishing import publish_shipped


def install(database: Database, today: dt.date) -> list[str]:
    """The names of the published surveys, after everything that is missing has been made."""
    migrations.upgrade(database)
    with database.session(write=True) as session:
        ensure_roles(session)
        published = [f"{version.survey} {version.number}" for version in publish_shipped(session, today)]
        session.commit()
    return published
