"""Wing: signals, from what people say to what is done with it."""

from flask import Flask

from feedback.signals import meeting_views, outcome_views, raise_views, signal_views, views

__all__ = ["init", "meeting_views", "outcome_views", "raise_views", "signal_views", "views"]


def init(app: Flask) -> None:
    """Register the pages of signals."""
    app.register_blueprint(views.blueprint)
