"""Drafts: a survey on its way, saved at every step and gone when it is sent or a day old."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    String,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from feedback.given import Given
from feedback.store.responses import Draft, Stream

Executor = Session | Connection
Answers = Mapping[str, Given]
LIFETIME = dt.timedelta(days=1)
# every step of every respondent reads and writes a draft: rows without the ORM's bookkeeping
_table = cast(Table, Draft.__table__)
_FIND = select(
    _table.c.digest, _table.c.version_id, _table.c.answers, _table.c.stream, _table.c.invitation
).where(_table.c.digest == bindparam("digest"), _table.c.expires_on >= bindparam("today"))

_DISCARD = delete(_table).where(_table.c.digest == bindparam("digest"))


@dataclass(frozen=True)
class Arrival:
    """How somebody came to a survey; `invitation` is the digest of their personal link."""

    stream: Stream = Stream.OPEN
    invitation: str | None = None


@dataclass(frozen=True)
class Found:
    """A draft as it was when it was looked up."""

    digest: str
    version_id: int
    answers: dict[str, Any]
    arrival: Arrival


def start(
    on: Executor, version_id: int, today: dt.date, arrival: Arrival, given: Answers, token: str = ""
) -> str:
    """The token by which a browser finds its new draft again; a given one that is in use: IntegrityError."""
    token = token or secrets.token_urlsafe(24)
    row = {
        "digest": digest(token),
        "version_id": version_id,
        "answers": {code: answer.as_json() for code, answer in given.items()},
        "stream": arrival.stream,
        "invitation": arrival.invitation,
        "expires_on": today + LIFETIME,
    }
    on.execute(insert(_table), row)
    return token


def find(on: Executor, token: str, today: dt.date, *, lock: bool = False) -> Found | None:
    """The draft of a browser that is still alive; with `lock` nobody changes it until this commits."""
    statement = _FIND.with_for_update() if lock else _FIND
    row = on.execute(statement, {"digest": digest(token), "today": today}).one_or_none()
    return Found(*row[:3], Arrival(*row[3:])) if row else None


def save(on: Connection, token: str | None, version_id: int, today: dt.date, given: Answers) -> bool:
    """Whether these answers are kept now, beside those to other questions; False without a live draft.

    One statement merges them in, so two tabs that save at the same moment lose nothing of each other.
    """
    if not token:
        return False
    new = json.dumps({code: answer.as_json() for code, answer in given.items()})
    place = {"the_digest": digest(token), "the_version": version_id, "today": today}
    return on.execute(_saving(on.dialect.name), {"new": new, **place}).rowcount == 1


@cache
def _saving(dialect: str) -> Update:
    answers, new = _table.c.answers, bindparam("new", type_=String)
    if dialect == "sqlite":
        # a patch goes into an answer that is there already, so that one is taken out first
        gone = select(func.json_group_object(text("key"), None)).select_from(func.json_each(new))
        merged: ColumnElement[Any] = func.json_patch(func.json_patch(answers, gone.scalar_subquery()), new)
    else:
        merged = sql_cast(sql_cast(answers, JSONB).op("||")(sql_cast(new, JSONB)), JSON)
    mine = (_table.c.digest == bindparam("the_digest")) & (_table.c.version_id == bindparam("the_version"))
    return update(_table).where(mine, _table.c.expires_on >= bindparam("today")).values(answers=merged)


def discard(on: Executor, token: str) -> None:
    """Delete the draft of a browser."""
    on.execute(_DISCARD, {"digest": digest(token)})


def digest(token: str) -> str:
    """What the store knows of a token, so that the store alone cannot open a draft."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
