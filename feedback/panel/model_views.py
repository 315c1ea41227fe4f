"""What the model is and how good: public pages, and for the panel where people and the computer differ."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from analysis.themes import card
from feedback.panel import confusion, views
from feedback.store.accounts import RoleName
from feedback.theming import taxonomy
from feedback.web.access import allow
from feedback.web.language import current
from feedback.web.sessions import session, settings

blueprint = Blueprint("model", __name__, url_prefix="/<language:language>/model", template_folder="templates")


WRITTEN_IN = ("nl", "en")
"""The languages of these pages, which are not for respondents; readers of others see the English one."""


@blueprint.get("/", endpoint="card")
def show() -> str | Response:
    """The model card, for everybody."""
    return _page("panel/card.html")


@blueprint.get("/register", endpoint="register")
def draft() -> str | Response:
    """A draft of the entry in the Algoritmeregister, in Dutch, as the register is."""
    return _page("panel/register.html")


def _page(template: str) -> str | Response:
    if current() not in WRITTEN_IN:
        return redirect(url_for(request.endpoint or "", language=WRITTEN_IN[-1]))
    return render_template(
        template,
        card=card.read(),
        everything=card.ALL,
        percent=percent,
        names=taxonomy.names(session()),
        contact=settings(),
        version=current_app.extensions["themer"].version,
    )


def percent(figure: card.Figure) -> str:
    """A share as whole percents with its margin."""
    if figure["value"] is None:
        return "–"
    share = f"{100 * figure['value']:.0f}"
    if figure["low"] is None or figure["high"] is None:
        return share
    return f"{share} ({100 * figure['low']:.0f}–{100 * figure['high']:.0f})"


@views.blueprint.get("/confusion", endpoint="confusion")
@allow(RoleName.PANEL, RoleName.COORDINATOR, RoleName.COMPILER)
def differ() -> str:
    """Themes that people chose in the audits beside what the computer chose, and the same of its test."""
    return render_template(
        "panel/confusion.html",
        rows=confusion.rows(session(), current_app.extensions["themer"].version),
        tested=confusion.of_the_test(card.read()),
        names=taxonomy.names(session()),
    )
