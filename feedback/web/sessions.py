"""The request's database session, opened when first asked for and closed with the request."""

import datetime as dt

from flask import Flask, current_app, g, request
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from feedback.questionnaires import Library
from feedback.settings import Settings
from feedback.store.database import Database

_SAFE = {"GET", "HEAD", "OPTIONS"}


def database() -> Database:
    """The database of this app."""
    found: Database = current_app.extensions["database"]
    return found


def library() -> Library:
    """The published surveys as this process has read them."""
    found: Library = current_app.extensions["library"]
    return found


def settings() -> Settings:
    """The settings of this app."""
    found: Settings = current_app.extensions["settings"]
    return found


def today() -> dt.date:
    """The date that is stored beside answers, in Dutch time; the only clock that pages read."""
    found: dt.date = current_app.extensions["clock"]()
    return found


def session() -> Session:
    """The one session of this request; it holds the writers' turn when the request may change something.

    Signing in does not: checking a password takes long and must not keep answers waiting.
    """
    if "session" not in g:
        g.session = database().session(write=_may_write())
    found: Session = g.session
    return found


def connection() -> Connection:
    """The one bare connection of this request, for a statement that stands by itself.

    It costs less than a session. On PostgreSQL each statement is its own transaction at once; on SQLite
    one that writes holds the turn until `commit`, so ask for this or for `session`, not for both.
    """
    if "connection" not in g:
        g.connection = database().connection(write=_may_write())
    found: Connection = g.connection
    return found


def _may_write() -> bool:
    return request.method not in _SAFE and request.blueprint != "security"


def init(app: Flask) -> None:
    """Close the session and the connection when a request ends, whatever happened in it."""
    app.extensions["library"] = Library(app.extensions["database"])

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        for kept in ("session", "connection"):
            if kept in g:
                g.pop(kept).close()
