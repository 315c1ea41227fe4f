"""The headers of every response, and the refusal of requests that another site made."""

from flask import Flask, abort, request
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
FIXED = Headers(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
"""What internet.nl and the Observatory of Mozilla look for; a view may set a stricter one itself."""
OF_FILES = Headers(
    {
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
"""What matters on a style sheet, script or font: each byte of these comes before the first page."""
ONLY_HTTPS = "max-age=31536000"
"""A year, the least that internet.nl accepts; other hosts of the organisation decide for themselves."""


def init(app: Flask) -> None:
    """Refuse what another site makes a browser send, and tell browsers what pages may do."""
    fixed = Headers(FIXED)
    if app.extensions["settings"].secure_cookies:
        fixed["Strict-Transport-Security"] = ONLY_HTTPS

    @app.before_request
    def refuse() -> None:
        if "\0" in request.path:  # nothing has such an address, and PostgreSQL refuses to look for it
            abort(404)
        # respondents have no session to ride on, so the browser's own word about the origin is enough
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site":
            abort(400)

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        for name, value in OF_FILES if request.endpoint == "static" else fixed:
            headers.setdefault(name, value)
        if request.endpoint == "static" and response.status_code == 200 and "v" in request.args:
            headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            headers.setdefault("Cache-Control", "no-store")
        return response
