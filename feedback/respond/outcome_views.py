"""What was done with what people said, for everybody to read."""

from flask import render_template

from feedback.outcomes import published
from feedback.respond.blueprint import blueprint
from feedback.theming import taxonomy
from feedback.web.language import current
from feedback.web.sessions import session, settings


@blueprint.get("/<language:language>/what-we-did")
def what_we_did() -> str:
    """All that was published, the newest first, in the reader's language where there is a text in it."""
    return render_template(
        "respond/what_we_did.html",
        outcomes=published(session(), current(), demonstration=settings().demonstration),
        names=taxonomy.names(session()),
    )
