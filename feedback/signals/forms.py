"""The forms of signals, meetings and outcomes."""

import datetime as dt
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField

from analysis.texts.cleaning import clean
from analysis.texts.redaction import redact
from feedback.signals.weighing import LONGEST_REASON, QUESTIONS
from feedback.store.signals import (
    LONGEST_DESCRIPTION,
    LONGEST_NOTE,
    LONGEST_OWNER,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MeetingKind,
    OutcomeStatus,
    Source,
)

Code = TypeVar("Code", bound=StrEnum)
AHEAD = dt.timedelta(days=731)
"""How far ahead a calendar reaches: two years."""


def chosen(kind: type[Code], code: str | None) -> Code | None:
    """The member that a code stands for; None for anything else."""
    return next((member for member in kind if member.value == code), None)


class _Form(FlaskForm):  # type: ignore[misc]
    def problems(self) -> dict[str, str]:
        """What must be put right, by field; `main` where the page was open for too long."""
        self.validate()
        if self.csrf_token.errors:
            return {"main": _("This page was open for a long time. Please send it again.")}
        return {}

    def said(self, name: str) -> str:
        """What was filled in, cleaned."""
        return clean(self[name].data or "")

    @property
    def given(self) -> dict[str, Any]:
        """Everything as it was typed."""
        return {name: value or "" for name, value in self.data.items()}


class SignalForm(_Form):
    """A new signal."""

    title = StringField()
    description = StringField()
    source = StringField()
    theme = StringField()
    decision = StringField()

    def problems_with(self, themes: Collection[str], sources: Collection[Source]) -> dict[str, str]:
        """What must be put right, by field."""
        found = self.problems()
        if not 0 < len(self.said("title")) <= LONGEST_TITLE:
            found["title"] = _("Write a title of at most %(number)s characters.", number=LONGEST_TITLE)
        if not 0 < len(self.said("description")) <= LONGEST_DESCRIPTION:
            found["description"] = _(
                "Write what happens, in at most %(number)s characters.", number=LONGEST_DESCRIPTION
            )
        source = chosen(Source, self.source.data)
        if source not in sources:
            found["source"] = _("Choose where this signal comes from.")
        if (self.theme.data or source is Source.THEME) and self.theme.data not in themes:
            found["theme"] = _("Choose a theme from the list.")
        return found


class WeighForm(_Form):
    """Incident or trend, and the four questions of the afwegingskader."""

    decision = StringField()
    answer_objectives = StringField()
    why_objectives = StringField()
    answer_partners = StringField()
    why_partners = StringField()
    answer_system = StringField()
    why_system = StringField()
    answer_service = StringField()
    why_service = StringField()

    @property
    def weighing(self) -> dict[str, dict[str, Any]]:
        """The answers as they are kept."""
        answers = {"yes": True, "no": False}
        return {
            question: {
                "answer": answers.get(self[f"answer_{question}"].data),
                "reason": self.said(f"why_{question}"),
            }
            for question in QUESTIONS
        }

    def unanswered(self) -> dict[str, str]:
        """What lacks an answer or a reason, by field."""
        found = {}
        for question, one in self.weighing.items():
            if one["answer"] is None:
                found[f"answer_{question}"] = _("Choose yes or no.")
            if not 0 < len(one["reason"]) <= LONGEST_REASON:
                found[f"why_{question}"] = _(
                    "Give a reason in at most %(number)s characters.", number=LONGEST_REASON
                )
        return found


class ScheduleForm(_Form):
    """The place of a signal on an agenda."""

    level = StringField()
    destination = StringField()
    owner = StringField()
    meeting = StringField()

    def too_long(self) -> dict[str, str]:
        """What does not fit, by field."""
        if len(self.said("owner")) <= LONGEST_OWNER:
            return {}
        return {"owner": _("Write at most %(number)s characters.", number=LONGEST_OWNER)}


class MoveForm(_Form):
    """What happened with a signal, and why."""

    to = StringField()
    note = StringField()

    def too_long(self) -> dict[str, str]:
        """What does not fit, by field."""
        return _too_long("note", self.said("note"))


class RemarkForm(_Form):
    """A note in the history."""

    remark = StringField()

    def missing(self) -> dict[str, str]:
        """What must be put right, by field."""
        text = self.said("remark")
        return _too_long("remark", text) if text else {"remark": _("Write a note.")}


def _too_long(field: str, text: str) -> dict[str, str]:
    if len(text) <= LONGEST_NOTE:
        return {}
    return {field: _("Write at most %(number)s characters.", number=LONGEST_NOTE)}


class MeetingForm(_Form):
    """A new date in the calendar."""

    kind = StringField()
    held_on = StringField()

    @property
    def day(self) -> dt.date | None:
        """The date that was filled in, if it is one."""
        try:
            return dt.date.fromisoformat(self.held_on.data or "")
        except ValueError:
            return None

    def problems_on(self, today: dt.date) -> dict[str, str]:
        """What must be put right, by field."""
        found = self.problems()
        if chosen(MeetingKind, self.kind.data) is None:
            found["kind"] = _("Choose the kind of meeting.")
        if self.day is None or not today <= self.day <= today + AHEAD:
            found["held_on"] = _("Choose a day from today on, and at most two years from now.")
        return found


class OutcomeForm(_Form):
    """What people are told, a text for each language that is offered."""

    status = StringField()
    theme = StringField()

    def texts(self, languages: Collection[str]) -> dict[str, str]:
        """The texts that were filled in, cleaned, by language."""
        return {code: clean(request.form.get(f"text-{code}", "")) for code in languages}

    def problems_in(self, languages: Mapping[str, str]) -> dict[str, str]:
        """What must be put right, by field; `languages` are the names by code."""
        found = self.problems()
        if chosen(OutcomeStatus, self.status.data) is None:
            found["status"] = _("Choose what was done with it.")
        for code, text in self.texts(languages).items():
            if len(text) > LONGEST_TEXT:
                found[f"text-{code}"] = _(
                    "%(language)s: write at most %(number)s characters.",
                    language=languages[code],
                    number=LONGEST_TEXT,
                )
            elif redact(text).kinds:
                found[f"text-{code}"] = _(
                    "%(language)s: leave out names, addresses and numbers of people.",
                    language=languages[code],
                )
        return found
