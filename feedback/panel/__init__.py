"""Wing: the expert panel reads masked texts and decides what they are about."""

from flask import Flask

from feedback.panel import audit_views, model_views, new_views, suspect_views, views

__all__ = ["audit_views", "init", "model_views", "new_views", "suspect_views", "views"]


def init(app: Flask) -> None:
    """Register the panel's pages, and the public one about the model."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(model_views.blueprint)
