"""The page for the code that was shown after sending: what became of an answer, and deleting it."""

from flask import current_app, render_template, request

from feedback.outcomes import published
from feedback.respond import own
from feedback.respond.blueprint import blueprint
from feedback.respond.visits import receipts
from feedback.theming import taxonomy
from feedback.web.language import current
from feedback.web.sessions import session, settings


@blueprint.get("/<language:language>/my-answers")
def my_answers() -> str:
    """Where somebody types their code."""
    return render_template("respond/my_answers.html", code="", unknown=False)


@blueprint.post("/<language:language>/my-answers")
def look_up() -> str | tuple[str, int]:
    """What became of the answer with this code; after a second question it is deleted."""
    code, go = request.form.get("code", "")[:100], request.form.get("go")
    receipt, model = receipts().digest(code), current_app.extensions["themer"].version
    if go == "really":
        is_gone = own.erase(session(), receipt, model)
        session().commit()
        if is_gone:
            return render_template("respond/erased.html")
    found = own.find(session(), receipt, model)
    if found is None:
        return render_template("respond/my_answers.html", code=code, unknown=True), 404
    names = taxonomy.names(session())
    told = [
        outcome
        for theme in found.themes
        for outcome in published(session(), current(), demonstration=settings().demonstration, theme=theme)
    ]
    return render_template(
        "respond/own.html", own=found, names=names, outcomes=told, code=code, asks=go == "delete"
    )
