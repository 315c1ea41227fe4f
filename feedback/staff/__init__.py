"""Wing: the people who work with the service. Accounts, signing in and out, and where each may go."""

from flask import Flask

from feedback.staff import signing_in, views


def init(app: Flask) -> None:
    """Let staff sign in, and register their start page."""
    signing_in.init(app)
    app.register_blueprint(views.blueprint)
