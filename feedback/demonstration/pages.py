"""The forms of a page, read as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_NO_VALUE = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    """One form: where it goes, what it would send, and what can be chosen at each choice."""

    identity: str
    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


def read_forms(page: str) -> dict[str, Form]:
    """All forms of a page by their id (a form without one is kept under its action)."""
    parser = _Parser()
    parser.feed(page)
    return {form.identity: form for form in parser.forms}


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._text: tuple[str, list[str]] | None = None
        self._select = ""
        self._inert = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "template":
            self._inert = True  # for a script to use; a browser without one shows nothing of it
        elif self._inert:
            return
        elif tag == "form":
            action = given.get("action", "")
            self._open = Form(given.get("id") or action, action, given.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None and "name" in given | {"name": self._select} and tag != "button":
            self._field(self._open, tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "textarea":
            self._text = (name, [])
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(given.get("value", ""))
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = given.get("value", "")
        elif tag == "input" and kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values[name] = given.get("value", "on")
        elif tag == "input" and name and kind not in _NO_VALUE:
            form.values[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._inert = False
        elif tag == "textarea" and self._text is not None and self._open is not None:
            name, parts = self._text
            # the first line break after <textarea> belongs to the markup
            self._open.values[name] = "".join(parts).removeprefix("\n")
            self._text = None
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._open = None
