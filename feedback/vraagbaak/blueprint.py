"""The blueprint that the vraagbaak's views hang on, and the tertials that its pages show."""

import datetime as dt

from flask import Blueprint

from analysis.periods import Tertial

blueprint = Blueprint("vraagbaak", __name__, url_prefix="/<language:language>", template_folder="templates")


def tertials(today: dt.date) -> list[Tertial]:
    """The present tertial and the two before it, newest first."""
    this = Tertial.of(today)
    return [this, this.previous, this.previous.previous]
