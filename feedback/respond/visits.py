"""What a request about a survey brings along: its questionnaire, this browser's draft, how somebody came."""

from flask import Response as FlaskResponse
from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from feedback import invitations
from feedback.questionnaires import Questionnaire
from feedback.respond import drafts
from feedback.respond.drafts import Arrival
from feedback.respond.receipts import Receipts
from feedback.respond.survey_pages import COOKIE
from feedback.store.responses import Stream
from feedback.web.sessions import connection, library, session, today

Page = str | Response | tuple[str | FlaskResponse, int]
"""What a view of the survey gives."""
RECEIPT = "receipt"
"""The cookie that carries a code from sending to the page that shows it once."""
LONGEST_RECEIPT = 5 * 60
"""Seconds that it lives when nobody opens that page."""


def to(endpoint: str, **values: object) -> Response:
    """A redirect to another page of the survey, after which "refresh" sends nothing again."""
    return redirect(url_for(f"respond.{endpoint}", **values), 303)  # type: ignore[arg-type]


def questionnaire(survey: str) -> Questionnaire:
    """The published questionnaire of an address, in the version that a form was filled in for; else 404."""
    number = request.form.get("version", type=int)
    named = library().version(number) if number is not None else None
    found = named if named is not None and named.survey == survey else library().current(survey)
    if found is None:
        abort(404)
    return found


def begun(survey: str, *, lock: bool = False) -> tuple[Questionnaire, drafts.Found | None]:
    """The questionnaire and this browser's live draft, in the version that it was begun with."""
    token = request.cookies.get(COOKIE)
    draft = drafts.find(session() if lock else connection(), token, today(), lock=lock) if token else None
    own = library().version(draft.version_id) if draft is not None else None
    if own is not None and own.survey == survey:
        return own, draft
    return questionnaire(survey), None


def arrival() -> Arrival:
    """How somebody came to the form that was sent: by a personal link, with help, or just so."""
    token = request.form.get("invitation")
    if token:
        return Arrival(Stream.INVITED, invitations.digest(token))
    return Arrival(Stream.ASSISTED if request.form.get("stream") == Stream.ASSISTED else Stream.OPEN)


def give_cookie(response: Response, name: str, value: str, lifetime: int | None = None) -> None:
    """Let the browser keep something for so many seconds, or until it is closed; no script can read it."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(name, value, max_age=lifetime, httponly=True, samesite="Lax", secure=secure)


def remember(response: Response, token: str) -> None:
    """Let the browser keep the token of its draft for a day."""
    give_cookie(response, COOKIE, token, int(drafts.LIFETIME.total_seconds()))


def forget(response: Response) -> None:
    """Let the browser keep nothing of a draft."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax")


def receipts() -> Receipts:
    """The receipts of this app."""
    found: Receipts = current_app.extensions["receipts"]
    return found


def hand_over(response: Response, code: str, phase: str = "") -> None:
    """Let the browser carry a code, and where somebody is, to the next page, which shows them once."""
    give_cookie(response, RECEIPT, f"{code}.{phase}", LONGEST_RECEIPT)


def handed_over() -> tuple[str, str]:
    """The code and the phase that came from the page before; empty if none did."""
    code, _dot, phase = request.cookies.get(RECEIPT, "").partition(".")
    return code, phase


def shown(page: str) -> Response:
    """A page on which a code was shown, after which the browser has it no more."""
    response: Response = current_app.make_response(page)
    if RECEIPT in request.cookies:
        response.delete_cookie(RECEIPT, httponly=True, samesite="Lax")
    return response
