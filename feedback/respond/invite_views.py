"""Links that people are given: the open one of a poster, and personal ones that count once.

Opening a link, or looking at it as the preview of a chat does, changes nothing: only sending uses it.
"""

from flask import Response, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from feedback import invitations
from feedback.invitations import Found, State
from feedback.respond.blueprint import blueprint
from feedback.respond.info_views import SURVEY
from feedback.respond.survey_pages import introduction_page
from feedback.respond.visits import begun
from feedback.store.responses import Stream
from feedback.web.sessions import connection, today

GONE = 410
Page = str | Response | tuple[str, int]


@blueprint.get("/survey/<survey>")
def open_link(survey: str) -> Redirect:
    """The survey in the language that the browser asks for; the address on posters in several languages."""
    return redirect(url_for("respond.introduction", survey=survey))


@blueprint.get("/i/<token>")
def personal_link(token: str) -> Redirect:
    """A personal link in the language that the browser asks for."""
    return redirect(url_for("respond.invited", token=token))


@blueprint.get("/<language:language>/i/<token>")
def invited(token: str) -> Response:
    """The survey with a personal link, as often as it is opened; why not, where it can no longer be used."""
    found = invitations.find(connection(), token, today())
    if found is None:
        abort(404)
    page = _introduction(found, token) if found.state is State.OPEN else _explained(found)
    response = current_app.make_response(page)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the link: nobody else may see it
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _introduction(found: Found, token: str) -> Page:
    asked, draft = begun(found.survey)
    mine = draft is not None and draft.arrival.invitation == found.digest  # a telephone may be shared
    return introduction_page(
        asked, draft if mine else None, lost=False, invitation=token, stream=Stream.INVITED
    )


def _explained(found: Found) -> Page:
    return render_template("respond/link.html", state=found.state, survey=found.survey), GONE


@blueprint.get("/<language:language>/link-used")
def used() -> Page:
    """Where somebody goes whose answers came by a personal link that was used before."""
    return render_template("respond/link.html", state=State.USED, survey=SURVEY, refused=True), GONE
