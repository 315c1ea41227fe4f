"""The panel's pages: one text at a time, and one action to decide about it."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from feedback.panel import decisions, queue
from feedback.store.accounts import RoleName
from feedback.store.verbatims import Verbatim
from feedback.theming import taxonomy
from feedback.web.access import account, allow
from feedback.web.sessions import session

blueprint = Blueprint("panel", __name__, url_prefix="/<language:language>/panel", template_folder="templates")


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """The theme that a member of the panel chose."""

    theme = StringField()


@blueprint.get("/", endpoint="queue")
@allow(RoleName.PANEL, RoleName.COORDINATOR)
def next_in_queue() -> str:
    """The text that needs a person most, behind the one that was put off."""
    return _page(queue.next_text(session(), _model_version(), _named("after")))


@blueprint.get("/<uuid:verbatim_id>")
@allow(RoleName.PANEL, RoleName.COORDINATOR)
def text(verbatim_id: uuid.UUID) -> str:
    """One text, also when it has been decided about."""
    return _page(_found(verbatim_id))


@blueprint.post("/<uuid:verbatim_id>")
@allow(RoleName.PANEL)
def decide(verbatim_id: uuid.UUID) -> Response | tuple[str, int]:
    """A decision kept, and on to the next text; or the same text and what is wrong."""
    found, form = _found(verbatim_id), DecisionForm()
    if not form.validate_on_submit():
        return _page(found, _("This page was open for a long time. Please send it again.")), 400
    try:
        late = decisions.decide(
            session(), found, form.theme.data or "", account_id=account().id, moment=dt.datetime.now(dt.UTC)
        )
    except decisions.UnknownThemeError:
        return _page(found, _("Choose a theme from the list.")), 400
    session().commit()
    if late:
        flash(_("Somebody else had also decided about this text. Both are kept; yours counts now."))
    return redirect(url_for("panel.queue", after=_named("after"), done=found.id), 303)


def _page(found: Verbatim | None, problem: str = "") -> str:
    db, person = session(), account()
    prediction = decisions.prediction_of(db, found.id, _model_version()) if found else None
    names = taxonomy.names(db)
    return render_template(
        "panel/text.html",
        text=found,
        problem=problem,
        prediction=prediction,
        suggestions=decisions.suggestions(prediction),
        decided=decisions.last_decision(db, found.id) if found else None,
        may_decide=person.has_role(RoleName.PANEL),
        waiting=queue.waiting(db),
        made_today=decisions.made_since(db, person.id, _midnight()),
        after=_named("after"),
        done=_named("done"),
        names=names,
        themes=list(names.items()),
        form=DecisionForm(formdata=None),
    )


def _found(verbatim_id: uuid.UUID) -> Verbatim:
    found = session().get(Verbatim, verbatim_id)
    if found is None:
        abort(404)
    return found


def _named(parameter: str) -> uuid.UUID | None:
    """The text that the address names here, if it is written as one."""
    return request.args.get(parameter, type=uuid.UUID)


def _model_version() -> str | None:
    found: str | None = current_app.extensions["themer"].version
    return found


def _midnight() -> dt.datetime:
    """When the present day began in the Netherlands."""
    return dt.datetime.now(ZoneInfo("Europe/Amsterdam")).replace(hour=0, minute=0, second=0, microsecond=0)
