"""A test client that looks critically at every page it opens."""

from collections import Counter
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from flask import Flask
from werkzeug.test import TestResponse

from feedback.demonstration.pages import Form, read_forms
from feedback.languages import direction_of


class Page(HTMLParser):
    """What a page holds, as far as the visitor has an opinion on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.title = ""
        self._in_title = self._inert = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inert = self._inert or tag == "template"  # what stands in one is not part of the page
        if not self._inert:
            self.tags.append((tag, {key: value or "" for key, value in attrs}))
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._inert = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
            self._in_title = False

    def of(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def complaints(text: str) -> list[str]:
    """All that is wrong with a page: language, direction, title, headings, labels, ids, addresses."""
    page, found = Page(text), []
    html = page.of("html")[0]
    if direction_of(html.get("lang", "")) != html.get("dir"):
        found.append(f"lang {html.get('lang')!r} with dir {html.get('dir')!r}")
    if not page.title.strip(" –"):
        found.append("no title")
    if len(page.of("h1")) != 1:
        found.append(f"{len(page.of('h1'))} h1")
    ids = Counter(attributes["id"] for _tag, attributes in page.tags if "id" in attributes)
    found += [f"id {name} {count} times" for name, count in ids.items() if count > 1]
    labelled = {attributes.get("for") for attributes in page.of("label")}
    for attributes in page.of("input", "textarea", "select"):
        unlabelled = attributes.get("id") not in labelled and "aria-label" not in attributes
        if attributes.get("type") not in {"hidden", "submit"} and unlabelled:
            found.append(f"field without a label: {attributes}")
    links = [attributes.get("href", "") for attributes in page.of("a")]
    found += [f"link to nothing: {link}" for link in links if link[:1] == "#" and link[1:] not in ids]
    return found + _forbidden(page)


def _forbidden(page: Page) -> list[str]:
    loads = page.of("script", "link", "img", "iframe")
    outside = [given for given in loads if "//" in given.get("src", given.get("href", ""))]
    inline = [tag for tag, given in page.tags if "style" in given or tag == "style"]
    return [f"request to elsewhere: {given}" for given in outside] + [
        f"inline style: {tag}" for tag in inline
    ]


class Visitor:
    """Opens pages, fills their forms and follows where they lead."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.address = "/"
        self.response: TestResponse

    @property
    def text(self) -> str:
        return self.response.get_data(as_text=True)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def forms(self) -> dict[str, Form]:
        return read_forms(self.text)

    def get(self, address: str, **options: Any) -> str:
        """The page at an address, looked at critically."""
        return self._take(self.client.get(urljoin(self.address, address), **options))

    def post(self, address: str, data: dict[str, Any], **options: Any) -> str:
        """The page after sending these fields, looked at critically."""
        return self._take(self.client.post(urljoin(self.address, address), data=data, **options))

    def submit(self, form: str, *, action: str | None = None, **fields: Any) -> str:
        """The page after sending a form of the present page with these fields filled in."""
        found = self.forms[form]
        return self.post(action or found.action or self.address, {**found.values, **fields})

    def _take(self, response: TestResponse) -> str:
        for _ in range(5):
            if response.status_code not in {301, 302, 303, 307, 308}:
                break
            response = self.client.get(urljoin(self.address, response.headers["Location"]))
        self.response, self.address = response, response.request.full_path.rstrip("?")
        if response.mimetype == "text/html":
            assert complaints(self.text) == [], self.address
        return self.text
