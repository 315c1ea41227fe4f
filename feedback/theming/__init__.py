"""What texts are about: themes by model and by person, kept side by side, and the worker that adds them."""

from flask import Flask

from feedback.theming.taxonomy import known
from feedback.theming.themer import Themer

__all__ = ["Themer", "init"]


def init(app: Flask) -> None:
    """Give the app its themer; nothing is loaded yet."""
    database = app.extensions["database"]
    folder = app.extensions["settings"].data_dir / "model"
    app.extensions["themer"] = Themer(folder, themes=lambda: known(database))
