"""How heavy the first question page is: requests and bytes over the wire, cold, with gzip.

    .venv/bin/python bench/weight.py

Counts the page and every style sheet, script, icon and image that it names, headers included, as a
browser without a cache fetches them. Exits with 1 above the budget: bytes are exact, so this may gate.
"""

import datetime as dt
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from flask.testing import FlaskClient

from feedback.app import create_app
from feedback.installation import install
from feedback.languages import LANGUAGES
from feedback.settings import Settings

BUDGET = {"requests": 3, "bytes": 30_000}
PAGES = {
    "introduction": "/{language}/survey/ketendoel-10",
    "all questions": "/{language}/survey/ketendoel-10/all",
}


class Needs(HTMLParser):
    """The addresses that a page makes a browser fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag makes a browser fetch."""
        given = dict(attrs)
        wanted = given.get("href") if tag == "link" else given.get("src")
        if wanted:
            self.addresses.append(wanted)


def weigh(client: FlaskClient, address: str) -> tuple[int, int]:
    """Requests and bytes of one page, cold."""
    page, size = fetch(client, address)
    needs = Needs(page).addresses
    return 1 + len(needs), size + sum(fetch(client, need)[1] for need in needs)


def fetch(client: FlaskClient, address: str) -> tuple[str, int]:
    """A page's text and its bytes over the wire: status line, headers and compressed body."""
    plain = client.get(address).get_data(as_text=True)
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    head = f"HTTP/1.1 {response.status}\r\n{response.headers}"
    return plain, len(head.encode()) + len(response.get_data())


def main() -> int:
    """Print the table; 1 when a page is over the budget."""
    over = False
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), secret_key="weight"))
        install(app.extensions["database"], dt.date(2026, 1, 1))
        print("| page | language | requests | bytes |\n|---|---|---|---|")
        for name, requests, size, language in rows(app.test_client()):
            print(f"| {name} | {language} | {requests} | {size:,} |")
            over |= requests > BUDGET["requests"] or size > BUDGET["bytes"]
    print(
        f"\nBudget: {BUDGET['requests']} requests, {BUDGET['bytes']:,} bytes.", "Over." if over else "Kept."
    )
    return int(over)


def rows(client: FlaskClient) -> list[tuple[str, int, int, str]]:
    """One row a page and language, the first question page among them."""
    found = []
    for language in LANGUAGES:
        start = client.post(f"/{language}/survey/ketendoel-10/start").headers["Location"]
        for name, address in {**PAGES, "first question": start}.items():
            found.append((name, *weigh(client, address.format(language=language)), language))
    return sorted(found)


if __name__ == "__main__":
    sys.exit(main())
