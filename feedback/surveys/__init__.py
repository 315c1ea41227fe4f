"""Wing: who runs a survey. Definitions are files; publishing one writes a version that never changes.

Its coordinator hands out the open link, posters and personal links.
"""

from flask import Flask

from feedback.surveys import poster_views, views
from feedback.surveys.blueprint import blueprint

__all__ = ["init", "poster_views", "views"]


def init(app: Flask) -> None:
    """Register the pages for who runs a survey."""
    app.register_blueprint(blueprint)
