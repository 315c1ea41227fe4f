"""Wing: the vraagbaak. Partners deliver counts of questions, DUO compiles the four-monthly report."""

from flask import Flask

from feedback.vraagbaak import delivery_views, report_views
from feedback.vraagbaak.blueprint import blueprint

__all__ = ["delivery_views", "init", "report_views"]


def init(app: Flask) -> None:
    """Register the pages for partners and compilers."""
    app.register_blueprint(blueprint)
