"""Wing: the expert panel reads masked texts and decides what they are about."""

from flask import Flask

from feedback.panel import views


def init(app: Flask) -> None:
    """Register the panel's pages."""
    app.register_blueprint(views.blueprint)
