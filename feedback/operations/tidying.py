"""What must go, goes: old drafts and answers, keys of sent answers, and the order in which rows came."""

import datetime as dt
from contextlib import closing

from sqlalchemy import delete, text, update

from feedback.operations.retention import delete_answers
from feedback.store.database import Database, changed
from feedback.store.responses import Draft, Response
from feedback.store.verbatims import Verbatim

_SHUFFLED = ("responses", "answers", "verbatims", "predictions", "invitations")
_STAMPED = (
    "UPDATE responses SET received_on = received_on WHERE received_on >= :since",
    "UPDATE verbatims SET received_on = received_on WHERE received_on >= :since",
    "UPDATE answers SET outcome = outcome FROM responses "
    "WHERE responses.id = response_id AND received_on >= :since",
    "UPDATE predictions SET abstained = abstained FROM verbatims "
    "WHERE verbatims.id = verbatim_id AND received_on >= :since",
    "UPDATE invitations SET used = used FROM invitation_batches "
    "WHERE invitation_batches.id = batch_id AND expires_on >= :since",
)
RECENT = dt.timedelta(days=14)
"""How far back rows are given one stamp together: more than the nights that may be missed."""
KEY_LIFETIME = dt.timedelta(days=2)
"""How long a replay is still known as one: longer than a one-time key lives."""


def tidy(database: Database, today: dt.date, answer_retention: int = 0) -> dict[str, int]:
    """How many drafts and answers were deleted and keys cleared, on the disk too; run it every night.

    Answers are deleted when they are older than `answer_retention` days and reports have counted them;
    0 keeps them.
    """
    with database.session(write=True) as session:
        drafts = changed(session, delete(Draft).where(Draft.expires_on < today))
        keys = 0
        for table in (Response, Verbatim):
            old = table.submission_key.is_not(None) & (table.received_on < today - KEY_LIFETIME)
            keys += changed(session, update(table).where(old).values(submission_key=None))
        session.commit()
    answers = delete_answers(database, today - dt.timedelta(answer_retention)) if answer_retention else 0
    if database.is_sqlite:
        _empty_log(database)
    else:
        _shuffle(database, today - RECENT)
    return {"drafts": drafts, "answers": answers, "keys": keys}


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
        for table in ("drafts", "decisions"):
            connection.execute(text(f"VACUUM {table}"))
