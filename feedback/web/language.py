"""The language of a page, which is part of its address."""

from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import Babel
from werkzeug.routing import BaseConverter

from feedback.catalogues import TRANSLATIONS, checked_languages, compile_stale
from feedback.languages import DEFAULT, LANGUAGES


class LanguageConverter(BaseConverter):
    """The first part of an address: one of the service's languages."""

    regex = "|".join(sorted(LANGUAGES, key=len, reverse=True))


def preferred() -> str:
    """The language to begin in: what the browser asks for, as far as we speak it, else Dutch."""
    for asked in request.accept_languages.values():
        tag = asked.lower().replace("_", "-")
        if tag == "fa-af":
            return "prs"
        if tag.split("-")[0] in LANGUAGES:
            return tag.split("-")[0]
    return DEFAULT


def current() -> str:
    """The code of the language in the address; Dutch where the address has none."""
    return str(g.get("language", DEFAULT))


def is_checked() -> bool:
    """Whether a native speaker has read the interface in the language of the address."""
    return current() in current_app.extensions["checked_languages"]


def init(app: Flask) -> None:
    """Let addresses carry the language and pages speak it."""
    compile_stale()
    app.extensions["checked_languages"] = checked_languages()
    app.url_map.converters["language"] = LanguageConverter
    Babel(
        app,
        default_locale=LANGUAGES[DEFAULT].locale,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: LANGUAGES[current()].locale,
    )

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        first = request.path.split("/", 2)[1]
        g.language = (values or {}).pop("language", None) or (first if first in LANGUAGES else preferred())

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = current()
