"""What a person sees when something does not work: what happened, what to do, and nothing of a traceback."""

import logging

from flask import Flask, g, render_template, request
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy.exc import DatabaseError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

log = logging.getLogger(__name__)

_MESSAGES: dict[int, tuple[LazyString, LazyString]] = {
    400: (_("This did not work"), _("Your browser sent something strange. Go back and try again.")),
    403: (_("This page is not for you"), _("Your account may not open this page. Ask the administrator.")),
    404: (_("This page does not exist"), _("Look at the address, or go to the start page.")),
    405: (_("This did not work"), _("Go back and try again.")),
    413: (_("This is too large"), _("Go back and send less text or a smaller file.")),
    429: (_("Too many attempts"), _("Wait one minute. Then try again.")),
    500: (_("Something went wrong"), _("This is our mistake. Go back and try again in a few minutes.")),
    503: (
        _("We cannot save anything now"),
        _("Go back and try again in a few minutes. If you send twice, it counts once."),
    ),
}


def init(app: Flask) -> None:
    """Give every error a page in the reader's language."""
    app.register_error_handler(HTTPException, _http)
    for kind in (OperationalError, InterfaceError, InternalError, PoolTimeoutError):
        app.register_error_handler(kind, _unavailable)
    app.register_error_handler(DatabaseError, _broken)
    app.register_error_handler(Exception, _mistake)


def _page(status: int) -> Response:
    g.failed = status >= 500
    title, advice = _MESSAGES.get(status, _MESSAGES[400 if status < 500 else 500])
    again = request.form if status == 503 and request.blueprint == "respond" else {}
    page = render_template("error.html", title=title, advice=advice, again=again)
    response = Response(page, status, mimetype="text/html")
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    page = _page(error.code)
    if error.code == 405 and error.response is None:
        page.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or [])
    return page


def _unavailable(error: Exception) -> Response:
    # the driver's own first line says whether it is full, locked or away, and holds no answers
    cause = str(getattr(error, "orig", None) or error).splitlines()[0]
    log.error("database unavailable at %s: %s", request.endpoint, cause)
    return _page(503)


def _broken(error: Exception) -> Response:
    """A file that is no database is an outage; a statement that the database refuses is our mistake."""
    return _unavailable(error) if type(error) is DatabaseError else _mistake(error)


def _mistake(error: Exception) -> Response:
    log.exception("failed at %s", request.endpoint, exc_info=error)
    return _page(500)
