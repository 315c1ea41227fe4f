"""What every template can ask for: the language, its direction, the way to the same page in another one."""

import hashlib
from functools import cache
from typing import Any

from flask import Flask, request, url_for
from flask_security import current_user

from feedback import labels
from feedback.languages import DIRECTIONS, alphabetical, direction_of
from feedback.web.language import current, is_checked
from feedback.web.sessions import settings


def init(app: Flask) -> None:
    """Register the shared templates' words and helpers."""

    @cache
    def version(name: str) -> str:
        assert app.static_folder is not None  # noqa: S101 - an app of ours always has one
        with open(f"{app.static_folder}/{name}", "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:12]

    def asset(name: str) -> str:
        """The address of a static file, which changes when the file does."""
        return url_for("static", filename=name, v=version(name))

    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=asset,
        labels=labels,
        languages=alphabetical(),
        direction_of=direction_of,
        in_language=in_language,
    )

    @app.context_processor
    def page() -> dict[str, Any]:
        language = current()
        return {
            "language": language,
            "direction": DIRECTIONS[language],
            "checked": is_checked(),
            "demonstration": settings().demonstration,
            "signed_in": bool(request.cookies.get("session")) and current_user.is_authenticated,
        }


def in_language(code: str) -> str:
    """The address of this page in another language; of the start page when this page has no address."""
    if request.endpoint is None or "language" not in (request.url_rule.arguments if request.url_rule else ()):
        return url_for("respond.home", language=code)
    values = {**(request.view_args or {}), **request.args.to_dict(flat=False), "language": code}
    return url_for(request.endpoint, **values)
