"""What must go, goes: drafts of yesterday, keys of sent answers, and the order in which rows came."""

import datetime as dt
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Update, delete, text, update
from sqlalchemy.orm import Session

from feedback.store.database import Database
from feedback.store.responses import Draft, Response
from feedback.store.verbatims import Verbatim

KEY_LIFETIME = dt.timedelta(days=2)
"""How long a replay is still known as one: longer than a one-time key lives."""


def tidy(database: Database, today: dt.date) -> dict[str, int]:
    """How many drafts were deleted and how many keys were cleared; run it every night."""
    with database.session(write=True) as session:
        drafts = _changed(session, delete(Draft).where(Draft.expires_on < today))
        keys = 0
        for table in (Response, Verbatim):
            old = table.submission_key.is_not(None) & (table.received_on < today - KEY_LIFETIME)
            keys += _changed(session, update(table).where(old).values(submission_key=None))
        session.commit()
    if not database.is_sqlite:
        _shuffle(database)
    return {"drafts": drafts, "keys": keys}


def _changed(session: Session, statement: Delete | Update) -> int:
    result = cast(CursorResult[Any], session.execute(statement))
    return result.rowcount


def _shuffle(database: Database) -> None:
    """Rows in the order of their random keys; SQLite's tables without rowid always lie so."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in ("responses", "answers", "verbatims", "predictions"):
            connection.execute(text(f"CLUSTER {table} USING pk_{table}"))
