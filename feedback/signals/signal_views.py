"""One signal with everything that is known of it, and a form for each step that can be taken now."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback.signals import evidence, lists, states, steps, wording
from feedback.signals.forms import MoveForm, RemarkForm, ScheduleForm, WeighForm, chosen
from feedback.signals.views import READERS, blueprint, by, page, signal_or_404
from feedback.signals.weighing import QUESTIONS
from feedback.store.accounts import RoleName
from feedback.store.signals import Destination, Level, Meeting, Nature, Signal, Status
from feedback.web.access import allow
from feedback.web.sessions import session, settings, today

Answer = Response | tuple[str, int]
_BY_FORM = {Status.WEIGHED, Status.SCHEDULED}
"""What has a form of its own."""


@blueprint.get("/<int(max=999999):number>", endpoint="signal")
@allow(*READERS)
def show(number: int) -> str:
    """A signal, its history, and what can be done with it now."""
    return _page(signal_or_404(number), {}, {})


@blueprint.post("/<int(max=999999):number>/weigh")
@allow(RoleName.COORDINATOR)
def weigh(number: int) -> Answer:
    """The weighing kept; or the page again, with what must be put right."""
    signal, form = signal_or_404(number), WeighForm()
    return _tried(
        signal,
        form.given,
        form.problems(),
        lambda: steps.weigh(
            session(), signal, decision=chosen(Nature, form.decision.data), weighing=form.weighing, **by()
        ),
        instead={"weighing": form.unanswered()},
    )


@blueprint.post("/<int(max=999999):number>/schedule")
@allow(RoleName.COORDINATOR)
def schedule(number: int) -> Answer:
    """The signal on an agenda; or the page again, with what must be put right."""
    signal, form = signal_or_404(number), ScheduleForm()
    return _tried(
        signal,
        form.given,
        form.problems() or form.too_long(),
        lambda: steps.schedule(
            session(),
            signal,
            level=chosen(Level, form.level.data),
            destination=chosen(Destination, form.destination.data),
            owner=form.said("owner"),
            meeting=_meeting(form.meeting.data),
            **by(),
        ),
    )


@blueprint.post("/<int(max=999999):number>/move")
@allow(RoleName.COORDINATOR)
def move(number: int) -> Answer:
    """What happened kept; or the page again, with what must be put right."""
    signal, form = signal_or_404(number), MoveForm()
    to = chosen(Status, form.to.data)
    problems = form.problems() or form.too_long()
    if to is None and not problems:
        problems = {"to": _("Choose what happened.")}

    def step() -> None:
        if to is not None:
            steps.move(session(), signal, to, note=form.said("note"), **by())

    return _tried(signal, form.given, problems, step)


@blueprint.post("/<int(max=999999):number>/note")
@allow(RoleName.COORDINATOR)
def note(number: int) -> Answer:
    """A note kept in the history."""
    signal, form, who = signal_or_404(number), RemarkForm(), by()
    who.pop("today")
    return _tried(
        signal,
        form.given,
        form.problems() or form.missing(),
        lambda: steps.note(session(), signal, form.said("remark"), **who),
    )


def _tried(
    signal: Signal,
    given: Mapping[str, Any],
    problems: Mapping[str, str],
    step: Callable[[], None],
    instead: Mapping[str, Mapping[str, str]] | None = None,
) -> Answer:
    """On to the signal after a step; or its page again, where `instead` tells a problem more exactly."""
    found = dict(problems)
    if not found:
        try:
            step()
        except states.MoveError as error:
            for field, message in error.problems.items():
                found |= (instead or {}).get(field) or {field: str(message)}
    if found:
        return _page(signal, given, found), 400
    session().commit()
    flash(_("This is kept."))
    return redirect(url_for("signals.signal", number=signal.number), 303)


def _meeting(code: str | None) -> Meeting | None:
    try:
        return session().get(Meeting, uuid.UUID(code or ""))
    except ValueError:
        return None


def _page(signal: Signal, given: Mapping[str, Any], problems: Mapping[str, str]) -> str:
    case = steps.case_of(session(), signal, {}, note="", today=today())
    open_now = states.open_to(signal.status, case)
    moves = [to for to in open_now if to not in _BY_FORM]
    if "to" in problems and not moves:
        problems = {("main" if field == "to" else field): message for field, message in problems.items()}
    return page(
        "signal",
        signal=signal,
        frozen=evidence.thaw(signal.evidence),
        meeting=session().get(Meeting, signal.meeting_id) if signal.meeting_id else None,
        history=lists.history(session(), signal),
        outcomes=lists.outcomes(session(), demonstration=settings().demonstration, signal=signal),
        questions=QUESTIONS,
        may_weigh=Status.WEIGHED in open_now,
        may_schedule=Status.SCHEDULED in open_now,
        moves=[(to.value, wording.MOVES[signal.status, to]) for to in moves],
        meetings=_dates(),
        destinations=[(kind.value, wording.MEETINGS[kind]) for kind in Destination],
        form=MoveForm(formdata=None),
        given=_kept(signal) | dict(given),
        problems=problems,
    )


def _dates() -> list[tuple[str, str]]:
    """The meetings to come that a signal can go to."""
    coming = lists.upcoming(session(), today())
    kinds = {kind.value for kind in Destination}
    return [(str(one.id), wording.meeting(one)) for one in coming if one.kind.value in kinds]


def _kept(signal: Signal) -> dict[str, Any]:
    """What the forms begin with: what is known of the signal."""
    words = {True: "yes", False: "no", None: ""}
    found: dict[str, Any] = {
        "decision": signal.decision or "",
        "level": signal.level or "",
        "destination": signal.destination or "",
        "owner": signal.owner or "",
        "meeting": str(signal.meeting_id or ""),
    }
    for question in QUESTIONS:
        one = signal.weighing.get(question, {})
        found |= {
            f"answer_{question}": words[one.get("answer")],
            f"why_{question}": one.get("reason", ""),
        }
    return found
