"""The language of a page, which is part of its address."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, current_app, g, request
from flask_babel import Babel
from werkzeug.routing import BaseConverter

from feedback import completeness
from feedback.catalogues import compile_stale
from feedback.languages import DEFAULT, Language
from feedback.settings import Settings


def offered() -> dict[str, Language]:
    """The languages that this app offers, by code: they are on and whole."""
    found: dict[str, Language] = current_app.extensions["languages"]
    return found


def preferred() -> str:
    """The language to begin in: what the browser asks for, as far as we speak it, else Dutch."""
    codes = {language.locale.lower().replace("_", "-"): code for code, language in offered().items()}
    for asked in request.accept_languages.values():
        tag = asked.lower().replace("_", "-")
        code = codes.get(tag, tag.split("-")[0])
        if code in offered():
            return code
    return DEFAULT


def current() -> str:
    """The code of the language in the address; Dutch where the address has none."""
    return str(g.get("language", DEFAULT))


def is_checked() -> bool:
    """Whether a native speaker has read the interface in the language of the address."""
    return bool(offered()[current()].checked_by)


def _converter(languages: Iterable[str]) -> type[BaseConverter]:
    class LanguageConverter(BaseConverter):
        """The first part of an address: one of the languages that the app offers."""

        regex = "|".join(sorted(languages, key=len, reverse=True))

    return LanguageConverter


def init(app: Flask) -> None:
    """Let addresses carry the language and pages speak it."""
    settings: Settings = app.extensions["settings"]
    compile_stale(settings.translations_dir)
    languages = completeness.offered(settings.translations_dir, settings.surveys_dir)
    app.extensions["languages"] = languages
    app.url_map.converters["language"] = _converter(languages)
    Babel(
        app,
        default_locale=languages[DEFAULT].locale,
        default_translation_directories=str(settings.translations_dir),
        locale_selector=lambda: languages[current()].locale,
    )

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        first = request.path.split("/", 2)[1]
        g.language = (values or {}).pop("language", None) or (first if first in languages else preferred())

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = current()
