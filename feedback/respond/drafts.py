"""Drafts: a survey on its way, saved at every step and gone when it is sent or a day old."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from feedback.given import Given
from feedback.store.responses import Draft

LIFETIME = dt.timedelta(days=1)
# every step of every respondent reads and writes a draft: rows without the ORM's bookkeeping
_table = cast(Table, Draft.__table__)
_FIND = select(_table.c.digest, _table.c.version_id, _table.c.answers).where(
    _table.c.digest == bindparam("digest"), _table.c.expires_on >= bindparam("today")
)


@dataclass(frozen=True)
class Found:
    """A draft as it was when it was looked up."""

    digest: str
    version_id: int
    answers: dict[str, Any]


def start(session: Session, version_id: int, today: dt.date) -> str:
    """The token by which a browser finds its new, empty draft again."""
    token = secrets.token_urlsafe(24)
    row = {"digest": digest(token), "version_id": version_id, "answers": {}, "expires_on": today + LIFETIME}
    session.execute(insert(_table).values(row))
    return token


def find(session: Session, token: str | None, today: dt.date) -> Found | None:
    """The draft of a browser that is still alive."""
    if not token:
        return None
    row = session.execute(_FIND, {"digest": digest(token), "today": today}).one_or_none()
    return Found(*row) if row else None


def save(session: Session, draft: Found, question: str, given: Given) -> None:
    """Keep the answer to one question in place of what was there."""
    answers = {**draft.answers, question: given.as_json()}
    session.execute(update(_table).where(_table.c.digest == draft.digest).values(answers=answers))


def discard(session: Session, token: str) -> None:
    """Delete the draft of a browser."""
    session.execute(delete(Draft).where(Draft.digest == digest(token)))


def digest(token: str) -> str:
    """What the store knows of a token, so that the store alone cannot open a draft."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
