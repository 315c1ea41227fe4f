"""What people are told about what was done: drafts, texts in each language, and publishing."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback.languages import DEFAULT
from feedback.signals import lists, publishing
from feedback.signals.forms import OutcomeForm, chosen
from feedback.signals.views import blueprint, by, page, signal_or_404
from feedback.store.accounts import RoleName
from feedback.store.signals import LONGEST_TEXT, Outcome, OutcomeStatus, Signal
from feedback.theming import taxonomy
from feedback.web.access import allow
from feedback.web.language import offered
from feedback.web.sessions import session, settings

Answer = Response | tuple[str, int]


@blueprint.get("/outcomes", endpoint="outcomes")
@allow(RoleName.COORDINATOR)
def list_outcomes() -> str:
    """All drafts and published outcomes."""
    found = lists.outcomes(session(), demonstration=settings().demonstration)
    signals = {one.signal_id: session().get(Signal, one.signal_id) for one in found if one.signal_id}
    return page("outcomes", outcomes=found, signals=signals, default=DEFAULT)


@blueprint.get("/outcomes/new", endpoint="new_outcome")
@allow(RoleName.COORDINATOR)
def begin() -> str:
    """An empty outcome, of a signal or of a theme."""
    return _page(None, _signal_asked(), {}, {})


@blueprint.post("/outcomes/new")
@allow(RoleName.COORDINATOR)
def draft() -> Answer:
    """A draft kept; or the form again, with what must be put right."""
    return _written(None, _signal_asked())


@blueprint.get("/outcomes/<uuid:outcome_id>", endpoint="outcome")
@allow(RoleName.COORDINATOR)
def show(outcome_id: uuid.UUID) -> str:
    """One outcome with its texts."""
    outcome = _found(outcome_id)
    return _page(outcome, _signal_of(outcome), {}, {})


@blueprint.post("/outcomes/<uuid:outcome_id>")
@allow(RoleName.COORDINATOR)
def change(outcome_id: uuid.UUID) -> Answer:
    """The texts kept, and published if that was asked; or the form again."""
    outcome = _found(outcome_id)
    return _written(outcome, _signal_of(outcome))


def _written(outcome: Outcome | None, signal: Signal | None) -> Answer:
    form = OutcomeForm()
    names = {code: one.own_name for code, one in offered().items()}
    problems, texts = form.problems_in(names), form.texts(names)
    new_of_theme = outcome is None and signal is None
    if new_of_theme and form.theme.data not in taxonomy.codes(session()):
        problems["theme"] = _("Choose a theme from the list.")
    publish = request.form.get("publish") == "1"
    if (publish or (outcome and outcome.published_on)) and not texts[DEFAULT]:
        problems[f"text-{DEFAULT}"] = _("Write a text in Dutch first: who lacks another language reads that.")
    if problems:
        return _page(outcome, signal, form.given | _typed(texts), problems), 400
    kept = publishing.write_outcome(
        session(),
        outcome,
        status=chosen(OutcomeStatus, form.status.data) or OutcomeStatus.HEARD,
        texts=_all_texts(outcome, texts),
        signal=signal,
        theme=form.theme.data if new_of_theme else None,
        demonstration=settings().demonstration,
    )
    if publish:
        publishing.publish_outcome(session(), kept, **by())
    session().commit()
    flash(_("This is published.") if kept.published_on else _("This is kept as a draft."))
    return redirect(url_for("signals.outcome", outcome_id=kept.id), 303)


def _all_texts(outcome: Outcome | None, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that were sent, and those in languages that are not offered at the moment."""
    return {text.language: text.text for text in (outcome.texts if outcome else [])} | dict(texts)


def _typed(texts: Mapping[str, str]) -> dict[str, str]:
    return {f"text-{code}": request.form.get(f"text-{code}", "") for code in texts}


def _signal_asked() -> Signal | None:
    """The signal that the address names; 404 where there is none with its number."""
    number = request.args.get("signal", type=int)
    return None if number is None else signal_or_404(number)


def _signal_of(outcome: Outcome) -> Signal | None:
    return session().get(Signal, outcome.signal_id) if outcome.signal_id else None


def _found(outcome_id: uuid.UUID) -> Outcome:
    outcome = session().get(Outcome, outcome_id)
    if outcome is None or (outcome.demonstration and not settings().demonstration):
        abort(404)
    return outcome


def _page(
    outcome: Outcome | None, signal: Signal | None, given: Mapping[str, Any], problems: Mapping[str, str]
) -> str:
    kept: dict[str, Any] = {"status": outcome.status} if outcome else {"theme": request.args.get("theme", "")}
    kept |= {f"text-{text.language}": text.text for text in (outcome.texts if outcome else [])}
    return page(
        "outcome",
        outcome=outcome,
        signal=signal,
        given=kept | dict(given),
        problems=problems,
        form=OutcomeForm(formdata=None),
        languages_offered=list(offered().values()),
        most=LONGEST_TEXT,
    )
