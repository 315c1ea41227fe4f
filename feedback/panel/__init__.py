"""Wing: the expert panel reads masked texts and decides what they are about."""

from flask import Flask

from feedback.panel import audit_views, suspect_views, views

__all__ = ["audit_views", "init", "suspect_views", "views"]


def init(app: Flask) -> None:
    """Register the panel's pages."""
    app.register_blueprint(views.blueprint)
