"""The page to raise a signal, with what the latest report says of each theme beside it."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback.signals import evidence, steps, wording
from feedback.signals.forms import SignalForm, chosen
from feedback.signals.views import READERS, blueprint, by, page
from feedback.store.accounts import RoleName
from feedback.store.signals import Nature, Signal, Source
from feedback.theming import taxonomy
from feedback.web.access import account, allow
from feedback.web.sessions import session, settings

RAISERS = (*READERS, RoleName.PARTNER)


@blueprint.get("/new", endpoint="new")
@allow(*RAISERS)
def ask() -> str:
    """An empty form; the theme may be in the address."""
    theme = request.args.get("theme", "")
    return _page({"theme": theme, "source": Source.THEME.value} if theme else {}, {})


@blueprint.post("/new")
@allow(*RAISERS)
def raise_one() -> Response | tuple[str, int]:
    """A signal raised; or the form again, with what must be put right."""
    form = SignalForm()
    problems = form.problems_with(taxonomy.codes(session()), _sources())
    if problems:
        return _page(form.given, problems), 400
    signal = _raised(form)
    session().commit()
    flash(_("Thank you. This is signal %(number)s.", number=signal.number))
    if not _may_read():
        return redirect(url_for("signals.new"), 303)
    return redirect(url_for("signals.signal", number=signal.number), 303)


def _raised(form: SignalForm) -> Signal:
    source, theme = Source(form.source.data), form.theme.data or None
    return steps.raise_signal(
        session(),
        title=form.said("title"),
        description=form.said("description"),
        source=source,
        theme=theme,
        evidence=_figures().get(theme) if theme and source is Source.THEME else None,
        decision=chosen(Nature, form.decision.data),
        demonstration=settings().demonstration,
        **by(),
    )


def _may_read() -> bool:
    return any(account().has_role(role) for role in READERS)


def _sources() -> list[Source]:
    """Where a signal of this person may come from: of a partner only from that partner."""
    return list(Source) if _may_read() else [Source.PARTNER]


def _figures() -> dict[str, dict[str, Any]]:
    """What the latest report tells of each theme, to who may read reports."""
    report = evidence.latest(session(), demonstration=settings().demonstration) if _may_read() else None
    return evidence.of_report(report) if report else {}


def _page(given: Mapping[str, Any], problems: Mapping[str, str]) -> str:
    sources = _sources()
    return page(
        "new",
        form=SignalForm(formdata=None),
        given={"source": sources[0].value if len(sources) == 1 else ""} | dict(given),
        problems=problems,
        sources=[(source.value, wording.SOURCES[source]) for source in sources],
        figures=_figures(),
        advice_of=evidence.advice_of,
        may_read=_may_read(),
    )
