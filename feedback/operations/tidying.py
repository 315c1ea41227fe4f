"""What must go, goes: drafts of yesterday, keys of sent answers, and the order in which rows came."""

import datetime as dt
from contextlib import closing
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Update, delete, text, update
from sqlalchemy.orm import Session

from feedback.store.database import Database
from feedback.store.responses import Draft, Response
from feedback.store.verbatims import Verbatim

_SHUFFLED = ("responses", "answers", "verbatims", "predictions")
_STAMPED = (
    "UPDATE responses SET received_on = received_on WHERE received_on >= :since",
    "UPDATE verbatims SET received_on = received_on WHERE received_on >= :since",
    "UPDATE answers SET outcome = outcome FROM responses "
    "WHERE responses.id = response_id AND received_on >= :since",
    "UPDATE predictions SET abstained = abstained FROM verbatims "
    "WHERE verbatims.id = verbatim_id AND received_on >= :since",
)
RECENT = dt.timedelta(days=14)
"""How far back rows are given one stamp together: more than the nights that may be missed."""
KEY_LIFETIME = dt.timedelta(days=2)
"""How long a replay is still known as one: longer than a one-time key lives."""


def tidy(database: Database, today: dt.date) -> dict[str, int]:
    """How many drafts were deleted and how many keys were cleared, on the disk too; run it every night."""
    with database.session(write=True) as session:
        drafts = _changed(session, delete(Draft).where(Draft.expires_on < today))
        keys = 0
        for table in (Response, Verbatim):
            old = table.submission_key.is_not(None) & (table.received_on < today - KEY_LIFETIME)
            keys += _changed(session, update(table).where(old).values(submission_key=None))
        session.commit()
    if database.is_sqlite:
        _empty_log(database)
    else:
        _shuffle(database, today - RECENT)
    return {"drafts": drafts, "keys": keys}


def _changed(session: Session, statement: Delete | Update) -> int:
    result = cast(CursorResult[Any], session.execute(statement))
    return result.rowcount


def _empty_log(database: Database) -> None:
    """Nothing in the write-ahead log, where pages lie as they were; a reader may delay that by a night."""
    with closing(database.engine.raw_connection()) as connection:  # a checkpoint refuses a transaction
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _shuffle(database: Database, since: dt.date) -> None:
    """Rows in the order of their random keys, as SQLite's tables without rowid always lie; no dead ones.

    PostgreSQL stamps each row with its transaction, which tells the order of arrival and which rows
    came together: here all recent ones get the stamp of one transaction.
    """
    with database.session(write=True) as session:
        for statement in _STAMPED:
            session.execute(text(statement), {"since": since})
        session.commit()
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in _SHUFFLED:
            connection.execute(text(f"CLUSTER {table} USING pk_{table}"))
            connection.execute(text(f"VACUUM (FREEZE) {table}"))
        connection.execute(text("VACUUM drafts"))
