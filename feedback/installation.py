"""An installation made or brought up to date: its tables, its roles and the surveys that come along."""

import datetime as dt
from pathlib import Path

from feedback.staff.accounts import ensure_roles
from feedback.store import migrations
from feedback.store.database import Database
from feedback.surveys.definitions import SHIPPED
from feedback.surveys.publishing import publish_shipped
from feedback.theming.taxonomy import ensure_shipped


def install(database: Database, today: dt.date, surveys: Path = SHIPPED) -> list[str]:
    """The names of the published surveys, after everything that is missing has been made."""
    migrations.upgrade(database)
    with database.session(write=True) as session:
        ensure_roles(session)
        ensure_shipped(session)
        published = publish_shipped(session, today, surveys)
        names = [f"{version.survey} {version.number}" for version in published]
        session.commit()
    return names
