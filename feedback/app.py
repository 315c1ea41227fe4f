"""The application: the only room that knows all the wings."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from feedback import panel, respond, signals, staff, surveys, theming, vraagbaak
from feedback.settings import ROOT, Settings, kept_secret
from feedback.store.database import Database
from feedback.web import aloud, errors, headers, language, pages, sessions

Clock = Callable[[], dt.date]


def dutch_today() -> dt.date:
    """Today's date in the Netherlands."""
    return dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def create_app(settings: Settings, clock: Clock = dutch_today, database: Database | None = None) -> Flask:
    """The service with these settings; `clock` gives the date that is stored beside answers."""
    app = Flask(
        "feedback",
        static_folder=None,  # see feedback.web.pages
        template_folder=str(ROOT / "feedback/web/templates"),
    )
    app.config.update(
        SECRET_KEY=kept_secret(settings),
        MAX_CONTENT_LENGTH=settings.upload_limit,
        MAX_FORM_MEMORY_SIZE=settings.form_limit,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_LEVEL=5,
    )
    app.extensions["settings"] = settings
    app.extensions["clock"] = clock
    app.extensions["database"] = database or Database(settings.database)
    for shared in (headers, sessions, language, errors, pages, aloud, theming):
        shared.init(app)
    for wing in (staff, respond, surveys, panel, vraagbaak, signals):
        wing.init(app)
    Compress(app)
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app
