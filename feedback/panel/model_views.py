"""What the model is and how good: a public page, and for the panel where people and the computer differ."""

from flask import Blueprint, current_app, render_template

from feedback.panel import confusion, views
from feedback.store.accounts import RoleName
from feedback.theming import taxonomy
from feedback.web.access import allow
from feedback.web.sessions import session

blueprint = Blueprint("model", __name__, url_prefix="/<language:language>/model", template_folder="templates")


@blueprint.get("/", endpoint="card")
def card() -> str:
    """The model card, for everybody."""
    return render_template("panel/card.html", version=current_app.extensions["themer"].version)


@views.blueprint.get("/confusion", endpoint="confusion")
@allow(RoleName.PANEL, RoleName.COORDINATOR, RoleName.COMPILER)
def differ() -> str:
    """Each theme that people chose in the audits, beside what the computer chose."""
    rows = confusion.rows(session(), current_app.extensions["themer"].version)
    return render_template("panel/confusion.html", rows=rows, names=taxonomy.names(session()))
