"""The request's database session, opened when first asked for and closed with the request."""

import datetime as dt

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from feedback.settings import Settings
from feedback.store.database import Database

_SAFE = {"GET", "HEAD", "OPTIONS"}


def database() -> Database:
    """The database of this app."""
    found: Database = current_app.extensions["database"]
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
        may_write = request.method not in _SAFE and request.blueprint != "security"
        g.session = database().session(write=may_write)
    found: Session = g.session
    return found


def init(app: Flask) -> None:
    """Close the session when a request ends, whatever happened in it."""

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        if "session" in g:
            g.pop("session").close()
