"""The start page of staff, and signing out."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_security import logout_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from feedback.staff.accounts import end_sessions
from feedback.store.accounts import Account, RoleName
from feedback.web.access import account, allow
from feedback.web.sessions import session

blueprint = Blueprint("staff", __name__, url_prefix="/<language:language>/staff", template_folder="templates")

ROOMS = {
    "surveys.surveys": lazy_gettext("Surveys: links and posters"),
    "panel.queue": lazy_gettext("Read texts and choose their theme"),
    "panel.audit": lazy_gettext("Read the random sample"),
    "panel.new": lazy_gettext("See what is new"),
    "panel.confusion": lazy_gettext("Where people and the computer differ"),
    "panel.suspects": lazy_gettext("Look at what may be spam"),
    "vraagbaak.deliveries": lazy_gettext("Deliver counts of questions"),
    "vraagbaak.reports": lazy_gettext("Four-monthly reports"),
    "signals.signals": lazy_gettext("Signals: what is done with what people say"),
    "signals.new": lazy_gettext("Raise a signal"),
}


@blueprint.get("/")
@allow(*RoleName)
def home() -> str:
    """Where this account may go."""
    return render_template("staff/home.html", account=account(), rooms=_open_to(account()), form=FlaskForm())


def _open_to(person: Account) -> dict[str, object]:
    """The rooms whose own views let this person in."""
    roles = {role.name for role in person.roles}
    views = current_app.view_functions
    return {room: name for room, name in ROOMS.items() if roles & getattr(views.get(room), "allowed", set())}


@blueprint.post("/sign-out")
@allow(*RoleName)
def sign_out() -> Response:
    """Signed out, here and on every other device."""
    if not FlaskForm().validate_on_submit():
        abort(400)
    end_sessions(account())
    session().commit()
    logout_user()
    flash(_("You are signed out."))
    return redirect(url_for("security.login"), 303)
