"""The form of who makes personal links."""

import datetime as dt

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField

from analysis.texts.cleaning import clean
from feedback.invitations import MOST

LONGEST_LABEL = 80
LONGEST = dt.timedelta(days=366)
"""How long links may be valid at most: who still has one after a year does not expect that it works."""


class BatchForm(FlaskForm):  # type: ignore[misc]
    """How many personal links, until when, and under which name staff finds them again."""

    number = StringField()
    expires_on = StringField()
    label = StringField()

    @property
    def wanted(self) -> tuple[int, dt.date, str]:
        """What was filled in; ValueError while there are problems."""
        return int(self.number.data), dt.date.fromisoformat(self.expires_on.data), clean(self.label.data)

    def problems(self, today: dt.date) -> dict[str, str]:
        """What must be mended, by field."""
        self.validate()
        if self.csrf_token.errors:
            return {"label": _("This page was open for a long time. Please send it again.")}
        found = {}
        if not 1 <= len(clean(self.label.data or "")) <= LONGEST_LABEL:
            found["label"] = _("Write a name of at most %(number)s characters.", number=LONGEST_LABEL)
        if not _is_between(self.number.data, 1, MOST):
            found["number"] = _("Write a number from 1 to %(number)s.", number=MOST)
        if not _is_day_between(self.expires_on.data, today, today + LONGEST):
            found["expires_on"] = _("Choose a day from today on, and at most a year from now.")
        return found


def _is_between(text: str | None, lowest: int, highest: int) -> bool:
    try:
        return lowest <= int(text or "") <= highest
    except ValueError:
        return False


def _is_day_between(text: str | None, first: dt.date, last: dt.date) -> bool:
    try:
        return first <= dt.date.fromisoformat(text or "") <= last
    except ValueError:
        return False
