"""Signals in the reader's words."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from feedback import labels
from feedback.store.signals import Level, Meeting, MeetingKind, Nature, Source, Status

Words = Mapping[str, LazyString]

STATES: Words = {
    Status.RAISED: _("Raised"),
    Status.WEIGHED: _("Weighed"),
    Status.SCHEDULED: _("On an agenda"),
    Status.DISCUSSED: _("Discussed"),
    Status.RETURNED: _("Came back"),
    Status.ACTING: _("Being changed"),
    Status.CLOSED: _("Closed"),
}
MOVES: Mapping[tuple[str, str], LazyString] = {
    (Status.WEIGHED, Status.CLOSED): _("Close it: it goes no further"),
    (Status.SCHEDULED, Status.DISCUSSED): _("It was discussed"),
    (Status.DISCUSSED, Status.ACTING): _("A change is planned"),
    (Status.DISCUSSED, Status.RETURNED): _("The meeting sends it back"),
    (Status.ACTING, Status.CLOSED): _("Close it: it is done"),
    (Status.CLOSED, Status.RAISED): _("Raise it again"),
}
"""What a coordinator can say that happened, by the status before and after."""
SOURCES: Words = {
    Source.THEME: _("A theme in a report"),
    Source.TEXT: _("Texts that people wrote"),
    Source.MEETING: _("A meeting"),
    Source.PARTNER: _("A partner in the keten"),
}
NATURES: Words = {Nature.INCIDENT: _("Incident"), Nature.TREND: _("Trend")}
LEVELS: Words = {
    Level.EXECUTION: _("Where the work is done (uitvoering)"),
    Level.LINK: _("Between the partners (schakel)"),
    Level.SYSTEM: _("Law and money (stelsel)"),
}
MEETINGS: Mapping[str, str] = {kind.value: kind.value.capitalize() for kind in MeetingKind}
"""The meetings keep their Dutch names in any language."""
OUTCOMES: Words = labels.OUTCOMES
ADVICE: Words = {
    "": _("The statistic says nothing about it."),
    "beyond-chance": _("The share changed by more than chance: it may be a trend."),
    "no-demonstrable-change": _("No change can be shown, and a doubling would probably have been found."),
    "too-few": _("There are too few questions to tell a trend from chance."),
}
DIRECTIONS: Words = {
    "up": _("larger than in %(period)s, by more than chance"),
    "down": _("smaller than in %(period)s, by more than chance"),
}
ANSWERS: Words = {
    "no-demonstrable-change": _("no change since %(period)s can be shown"),
    "too-few": _("too few questions to compare with %(period)s"),
}
REASONS: Words = {
    "missing": _("not compared with %(period)s: figures are missing"),
    "partners": _("not compared with %(period)s: other partners delivered"),
    "incomplete": _("not compared with %(period)s: this period is not over"),
}
FIELDS: Words = {
    "title": _("Title"),
    "description": _("Description"),
    "source": _("Source"),
    "theme": _("Theme"),
    "decision": _("Incident or trend"),
    "weighing": _("Weighing"),
    "level": _("Level"),
    "destination": _("Kind of meeting"),
    "owner": _("Who takes care of it"),
    "meeting_id": _("Which meeting"),
    "outcome": _("What people are told"),
}
_WORDS: Mapping[str, Words | Mapping[str, str]] = {
    "source": SOURCES,
    "decision": NATURES,
    "level": LEVELS,
    "destination": MEETINGS,
    "outcome": OUTCOMES,
}


def day(date: dt.date) -> str:
    """A date in digits, because months have other names in other calendars."""
    return f"{date:%d-%m-%Y}"


def meeting(one: Meeting) -> str:
    """A meeting by its kind and date."""
    return f"{MEETINGS[one.kind]}, {day(one.held_on)}"


def compared(change: Mapping[str, str]) -> str:
    """What the statistic says of a theme beside one earlier tertial."""
    period = change["period"]
    if change["reason"]:
        words = REASONS.get(change["reason"])
    elif change["answer"] == "beyond-chance":
        words = DIRECTIONS.get(change["direction"])
    else:
        words = ANSWERS.get(change["answer"])
    return (
        str(words) % {"period": period}
        if words
        else str(gettext("not compared with %(period)s", period=period))
    )


def value(name: str, code: object) -> str | None:
    """A value of the history as a reader knows it; None for one that is told elsewhere on the page."""
    if name in {"weighing", "meeting_id", "description"}:
        return None
    return str(_WORDS.get(name, {}).get(str(code), code)) if code else "–"
