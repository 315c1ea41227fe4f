"""The forms of partners and compilers."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField

from analysis.periods import Tertial


class PeriodForm(FlaskForm):  # type: ignore[misc]
    """The choice of a tertial out of those that the page offers."""

    period = StringField()

    def problems(self, offered: Sequence[Tertial]) -> dict[str, str]:
        """What must be mended, by field; the first field is where a page that is too old is reported."""
        self.validate()
        if self.csrf_token.errors:
            return {"period": _("This page was open for a long time. Please send it again.")}
        if self.period.data not in map(str, offered):
            return {"period": _("Choose a period.")}
        return {}


class DeliveryForm(PeriodForm):
    """A file with counts and the tertial that it is about."""

    file = FileField()

    def problems(self, offered: Sequence[Tertial]) -> dict[str, str]:
        """What must be mended, by field, before the file is looked into."""
        found = super().problems(offered)
        if not self.file.data:
            found["file"] = _("Choose a file.")
        return found
