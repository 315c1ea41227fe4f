"""People at the door of the running service: each has a browser that keeps cookies and sends forms."""

import html
import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import httpx
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from feedback.demonstration.pages import Form, read_forms

PATIENCE = 60.0
"""Seconds that a person waits for a page."""

File = tuple[str, bytes]
"""A name and what is in it."""


class UnexpectedPageError(RuntimeError):
    """Another page came than the one that a person went for; says its status, title and address."""


class Person:
    """Somebody with a browser of their own, who sees one page at a time."""

    def __init__(self, address: str, transport: httpx.BaseTransport) -> None:
        # without the environment, because a proxy named there does not know this machine's own ports
        self._client = httpx.Client(
            base_url=address, transport=transport, trust_env=False, follow_redirects=True, timeout=PATIENCE
        )
        self._response: httpx.Response

    @property
    def page(self) -> str:
        """The page that is open."""
        return self._response.text

    @property
    def address(self) -> str:
        """Where the open page stands."""
        return self._response.url.path

    @property
    def forms(self) -> Mapping[str, Form]:
        """The forms of the open page by their id."""
        return read_forms(self.page)

    def form(self, identity: str) -> Form:
        """One form of the open page; UnexpectedPageError where the page has none of that id."""
        found = self.forms.get(identity)
        if found is None:
            raise self._unexpected(f"no form {identity!r}")
        return found

    def open(self, address: str) -> bytes:
        """What stands at an address: a page, or a file to download."""
        return self._see(self._client.get(address), 200)

    def send(
        self,
        form: Form,
        fields: Mapping[str, str],
        files: Mapping[str, File] | None = None,
        status: int = 200,
    ) -> None:
        """Send a form with these fields filled in, and see the page that comes of it."""
        sent = {**form.values, **fields}
        self._see(self._client.post(form.action or self.address, data=sent, files=files), status)

    def _see(self, response: httpx.Response, status: int) -> bytes:
        self._response = response
        if response.status_code != status:
            raise self._unexpected(f"status {response.status_code}, expected {status}")
        return response.content

    def _unexpected(self, reason: str) -> UnexpectedPageError:
        title = re.search(r"<title>(.*?)</title>", self.page, re.DOTALL)
        words = html.unescape(title[1]) if title else "no title"
        return UnexpectedPageError(f"{reason}: “{words}” at {self._response.url}")


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name for it
        """Keep no log of who came."""


@contextmanager
def opened(app: Flask) -> Iterator[Callable[[], Person]]:
    """A way to let people in, while the app serves on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, name="demonstration", daemon=True)
    thread.start()
    transport = httpx.HTTPTransport(trust_env=False)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it would tell of every page
    try:
        yield lambda: Person(f"http://127.0.0.1:{server.server_port}", transport)
    finally:
        transport.close()
        server.shutdown()
        thread.join()
        server.server_close()
