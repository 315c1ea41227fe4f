"""Drafts: a survey on its way, saved at every step and gone when it is sent or a day old."""

import datetime as dt
import hashlib
import secrets

from sqlalchemy import delete
from sqlalchemy.orm import Session

from feedback.given import Given
from feedback.store.responses import Draft

LIFETIME = dt.timedelta(days=1)


def start(session: Session, version_id: int, today: dt.date) -> tuple[str, Draft]:
    """A new empty draft, and the token by which its browser finds it again."""
    token = secrets.token_urlsafe(24)
    draft = Draft(digest=digest(token), version_id=version_id, answers={}, expires_on=today + LIFETIME)
    session.add(draft)
    return token, draft


def find(session: Session, token: str | None, today: dt.date) -> Draft | None:
    """The draft of a browser that is still alive."""
    draft = session.get(Draft, digest(token)) if token else None
    return draft if draft is not None and draft.expires_on >= today else None


def save(draft: Draft, question: str, given: Given) -> None:
    """Keep the answer to one question in place of what was there."""
    draft.answers = {**draft.answers, question: given.as_json()}


def discard(session: Session, token: str) -> None:
    """Delete the draft of a browser."""
    session.execute(delete(Draft).where(Draft.digest == digest(token)))


def digest(token: str) -> str:
    """What the store knows of a token, so that the store alone cannot open a draft."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
