"""Wing: the inburgeraar's phone. Answer a survey, ask a question, see where to ask."""

from flask import Flask

from feedback.questionnaires import Library
from feedback.respond import ask_views, info_views, survey_views
from feedback.respond.blueprint import blueprint
from feedback.respond.keys import Keys
from feedback.respond.shelf import Shelf

__all__ = ["ask_views", "info_views", "init", "survey_views"]


def init(app: Flask) -> None:
    """Register the pages for respondents."""
    app.extensions["keys"] = Keys(app.config["SECRET_KEY"])
    app.extensions["library"] = Library(app.extensions["database"])
    app.extensions["shelf"] = Shelf()
    app.register_blueprint(blueprint)
