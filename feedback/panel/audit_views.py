"""The audit: a random sample of questions that people read without knowing what the computer made of them."""

import datetime as dt
import uuid

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from analysis.periods import Tertial
from feedback.panel import decisions
from feedback.panel.views import DecisionForm, blueprint
from feedback.store.accounts import RoleName
from feedback.store.verbatims import Occasion, Verbatim
from feedback.theming import audit, taxonomy
from feedback.web.access import account, allow
from feedback.web.sessions import session, settings, today


@blueprint.get("/audit", endpoint="audit")
@allow(RoleName.PANEL, RoleName.COORDINATOR)
def read() -> str:
    """The next text of the sample that this person can read, and how far the samples are."""
    return _page(_next())


@blueprint.post("/audit/<uuid:verbatim_id>", endpoint="audit_one")
@allow(RoleName.PANEL)
def decide(verbatim_id: uuid.UUID) -> Response | tuple[str, int]:
    """What somebody thinks that a text of the sample is about, kept; and on to the next."""
    found, form = session().get(Verbatim, verbatim_id), DecisionForm()
    if found is None or not any(audit.is_sampled(session(), plan, verbatim_id) for plan in _plans()):
        abort(404)
    if not form.validate_on_submit():
        return _page(found, _("This page was open for a long time. Please send it again.")), 400
    try:
        decisions.decide(
            session(),
            found,
            form.theme.data or "",
            account_id=account().id,
            moment=dt.datetime.now(dt.UTC),
            occasion=Occasion.AUDIT,
        )
    except decisions.UnknownThemeError:
        return _page(found, _("Choose a theme from the list.")), 400
    session().commit()
    return redirect(url_for("panel.audit"), 303)


def _plans() -> list[audit.Plan]:
    """The audits that may be worked at: of the last tertial that is over, and of the present one."""
    this = Tertial.of(today())
    return [audit.Plan.of(settings(), period) for period in (this.previous, this)]


def _next() -> Verbatim | None:
    waiting = (audit.next_text(session(), plan, account().id) for plan in _plans())
    return next((text for text in waiting if text is not None), None)


def _page(found: Verbatim | None, problem: str = "") -> str:
    return render_template(
        "panel/audit.html",
        text=found,
        problem=problem,
        states={str(plan.period): audit.state(session(), plan) for plan in _plans()},
        may_decide=account().has_role(RoleName.PANEL),
        themes=list(taxonomy.names(session()).items()),
        form=DecisionForm(formdata=None),
    )
