"""The app for a server: `feedback.wsgi:app_from_environment` is a factory that any WSGI server can call."""

import gc

from flask import Flask

from feedback.app import create_app
from feedback.settings import Settings


def app_from_environment() -> Flask:
    """The service with the settings of the environment; each process of a server makes its own."""
    app = create_app(Settings.from_environment())
    gc.collect()
    gc.freeze()  # what is loaded now stays, so the collector need not look at it again and again
    return app
