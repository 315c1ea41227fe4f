"""Reading aloud: pages mark the texts that can be read, with the recording where there is one."""

from flask import Flask, Response, abort, send_from_directory, url_for
from markupsafe import Markup

from feedback.audio import Recordings, kind_of
from feedback.web.language import current

FRESH = 24 * 3600
"""Seconds for which a browser keeps a recording: its address stays when a speaker says a text anew."""


def init(app: Flask) -> None:
    """Serve the recordings that are there now, and let templates name them."""
    recordings = Recordings(app.extensions["settings"].recordings)

    def said(text: str, first: bool = False) -> Markup:
        """The attributes of an element that says this text, which may be the first of a question."""
        mark = Markup(' data-say="1"') if first else Markup(" data-say")
        name = recordings.find(current(), str(text))
        if name is None:
            return mark
        return mark + Markup(' data-audio="{}"').format(url_for("audio", spoken=current(), name=name))

    def said_in(text: str, tag: str, first: bool = False) -> Markup:
        """The text in an element of its own that can be read aloud."""
        return Markup("<{0}{1}>{2}</{0}>").format(tag, said(text, first), text)

    @app.get("/audio/<spoken>/<name>", endpoint="audio")
    def audio(spoken: str, name: str) -> Response:
        """A recording, or the part of it that a browser asks for."""
        if not recordings.has(spoken, name):
            abort(404)
        return send_from_directory(recordings.folder / spoken, name, mimetype=kind_of(name), max_age=FRESH)

    app.jinja_env.globals["said"] = said
    app.jinja_env.filters["said_in"] = said_in
