"""What every template can ask for: the language, its direction, the way to the same page in another one."""

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, abort, g, request, url_for
from flask_security import current_user
from markupsafe import Markup

from feedback import labels
from feedback.languages import alphabetical, direction_of
from feedback.web import fonts
from feedback.web.language import current, is_checked, offered
from feedback.web.sessions import settings
from feedback.web.theme import Theme, read_theme

STATIC = Path(__file__).with_name("static")


def init(app: Flask) -> None:
    """Register the shared templates' words and helpers."""

    files = _files(read_theme(app.extensions["settings"].theme))
    fonts_dir, languages = app.extensions["settings"].data_dir / "fonts", app.extensions["languages"].values()
    font_files, stylesheets = fonts.installed(fonts_dir, files["site.css"], languages)
    files |= font_files
    versions = {name: fonts.version(content) for name, content in files.items()}

    def asset(name: str) -> str:
        """The address of a static file, which changes when the file does."""
        return url_for("static", name=name, v=versions[name])

    @app.get("/static/<name>", endpoint="static")
    def static(name: str) -> Response:
        """A static file from memory: there are few, and they are small."""
        if name not in files or request.args.get("v") not in {None, versions[name]}:
            abort(404)
        return Response(files[name], mimetype=mimetypes.guess_type(name)[0])

    app.jinja_env.filters["shown_masks"] = labels.shown_masks
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        asset=asset,
        icon=Markup("data:image/svg+xml," + quote(files["icon.svg"], safe=" =:,;()'")),  # noqa: S704
        labels=labels,
        languages=alphabetical(languages),
        direction_of=direction_of,
        in_language=in_language,
    )

    @app.context_processor
    def page() -> dict[str, Any]:
        language = current()
        return {
            "language": language,
            "stylesheet": stylesheets[language],
            "direction": offered()[language].direction,
            "own_name": offered()[language].own_name,
            "checked": is_checked(),
            "demonstration": settings().demonstration,
            "signed_in": _is_signed_in(),
            "themer": app.extensions["themer"],
        }


def _files(theme: Theme) -> dict[str, bytes]:
    """The static files in the colours of the installation."""
    files = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir())}
    scripts = [files.pop(name) for name in list(files) if name.endswith(".js")]
    files["script.js"] = b"".join(scripts)  # one request for all of them
    files["site.css"] = theme.css.encode() + files["site.css"]
    files["icon.svg"] = theme.painted(files["icon.svg"].decode().strip()).encode()
    return files


def in_language(code: str) -> str:
    """The address of this page in another language; of the start page when this page has no such address."""
    rule = request.url_rule
    if rule is None or "language" not in rule.arguments or "GET" not in (rule.methods or ()):
        return url_for("respond.home", language=code)
    rest = request.full_path.removesuffix("?").removeprefix(f"/{current()}")
    return f"{request.script_root}/{code}{rest}"


def _is_signed_in() -> bool:
    """Whether staff looks at this page; a page about a failure asks nobody, for the store may be away."""
    return not g.get("failed") and bool(request.cookies.get("session")) and current_user.is_authenticated
