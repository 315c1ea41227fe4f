"""Wing: the inburgeraar's phone. Answer a survey, ask a question, see where to ask."""

from flask import Flask

from feedback.respond import (
    ask_views,
    info_views,
    invite_views,
    outcome_views,
    own_views,
    sending_views,
    survey_views,
)
from feedback.respond.blueprint import blueprint
from feedback.respond.keys import Keys
from feedback.respond.receipts import Receipts
from feedback.respond.shelf import Shelf
from feedback.respond.watch import Watch

__all__ = [
    "ask_views",
    "info_views",
    "init",
    "invite_views",
    "outcome_views",
    "own_views",
    "sending_views",
    "survey_views",
]


def init(app: Flask) -> None:
    """Register the pages for respondents."""
    app.extensions["keys"] = Keys(app.config["SECRET_KEY"])
    app.extensions["receipts"] = Receipts(app.config["SECRET_KEY"])
    app.extensions["shelf"] = Shelf()
    app.extensions["watch"] = Watch(app.extensions["settings"].burst_limit)
    app.register_blueprint(blueprint)
