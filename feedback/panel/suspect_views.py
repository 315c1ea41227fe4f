"""The page on which a person looks at what may come from a machine."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from feedback.panel import suspects
from feedback.panel.views import blueprint
from feedback.store.accounts import RoleName
from feedback.store.responses import Suspicion
from feedback.web.access import allow
from feedback.web.sessions import session, today

REASONS: dict[Suspicion, LazyString] = {
    Suspicion.TRAP: lazy_gettext("A hidden field was filled in"),
    Suspicion.TOO_FAST: lazy_gettext("Sent faster than a person can do it"),
    Suspicion.COPY: lazy_gettext("The same text came several times"),
    Suspicion.BURST: lazy_gettext("Very many came in the same minute"),
    Suspicion.SPAM: lazy_gettext("A person said: this is spam"),
}


class VerdictForm(FlaskForm):  # type: ignore[misc]
    """What a person says about one suspect or about all on a page."""

    verdict = StringField()


@blueprint.get("/suspects", endpoint="suspects")
@allow(RoleName.COORDINATOR, RoleName.ADMINISTRATOR)
def look() -> str:
    """What waits for a person, or what a person called spam."""
    return _page()


@blueprint.post("/suspects")
@allow(RoleName.COORDINATOR, RoleName.ADMINISTRATOR)
def judge() -> Response | tuple[str, int]:
    """The verdict kept, and on to what is left of the page."""
    form = VerdictForm()
    if not form.validate_on_submit() or form.verdict.data not in {"real", "spam"}:
        return _page(_("This page was open for a long time. Please send it again.")), 400
    ids = request.form.getlist("suspect", type=uuid.UUID)[: suspects.PAGE]
    suspects.judge(session(), ids, real=form.verdict.data == "real")
    session().commit()
    return redirect(url_for("panel.suspects", spam=_spam(), after=_after()), 303)


def _spam() -> str | None:
    """Something where the address asks for what a person called spam."""
    return "1" if "spam" in request.args else None


def _after() -> uuid.UUID | None:
    """The suspect behind which the page begins, as the address names it."""
    return request.args.get("after", type=uuid.UUID)


def _page(problem: str = "") -> str:
    return render_template(
        "panel/suspects.html",
        found=suspects.find(session(), today(), spam=bool(_spam()), after=_after()),
        waiting=suspects.waiting(session(), today()),
        spam=_spam(),
        after=_after(),
        problem=problem,
        reasons=REASONS,
        form=VerdictForm(formdata=None),
    )
