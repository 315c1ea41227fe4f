"""The calendar of meetings."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback.signals import lists
from feedback.signals.forms import MeetingForm, chosen
from feedback.signals.views import blueprint, page
from feedback.store.accounts import RoleName
from feedback.store.signals import MeetingKind
from feedback.web.access import allow
from feedback.web.sessions import session, today


@blueprint.get("/meetings", endpoint="meetings")
@allow(RoleName.COORDINATOR)
def calendar() -> str:
    """All meetings, and a form for one more."""
    return _page({}, {})


@blueprint.post("/meetings")
@allow(RoleName.COORDINATOR)
def add_one() -> Response | tuple[str, int]:
    """A meeting added; or the form again, with what must be put right."""
    form = MeetingForm()
    problems = form.problems_on(today())
    kind = chosen(MeetingKind, form.kind.data)
    if not problems and kind and form.day:
        try:
            lists.add_meeting(session(), kind, form.day)
        except lists.MeetingExistsError:
            problems = {"held_on": _("This meeting is in the calendar already.")}
    if problems:
        return _page(form.given, problems), 400
    session().commit()
    flash(_("This is kept."))
    return redirect(url_for("signals.meetings"), 303)


def _page(given: Mapping[str, Any], problems: Mapping[str, str]) -> str:
    return page(
        "meetings",
        upcoming=lists.upcoming(session(), today()),
        past=lists.past(session(), today()),
        form=MeetingForm(formdata=None),
        given=given,
        problems=problems,
    )
