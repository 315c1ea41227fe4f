"""How heavy the pages of the survey are: requests and bytes over the wire, cold, with gzip.

    .venv/bin/python bench/weight.py

Counts the page and every style sheet, script and image that it names, headers included, as a browser
without a cache fetches them; "page" is the document alone. The introduction holds the whole survey for
the script. Exits with 1 above the budget: bytes are exact, so this may gate.
"""

import datetime as dt
import sys
import tempfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from flask.testing import FlaskClient

from feedback.app import create_app
from feedback.installation import install
from feedback.languages import LANGUAGES
from feedback.settings import Settings

BUDGET = {"requests": 3, "bytes": 14_000, "page without JavaScript": 5_000, "script": 6_000}
"""What one round trip at the start of a connection carries is 14 KB."""
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
        if wanted and not wanted.startswith("data:"):
            self.addresses.append(wanted)


@dataclass(frozen=True)
class Weight:
    """One page in one language: requests, bytes of everything, of the document and of the script."""

    page: str
    language: str
    requests: int
    size: int
    document: int
    script: int

    @property
    def is_over(self) -> bool:
        """Whether it is above the budget; a page for each question is what works without JavaScript."""
        return (
            self.requests > BUDGET["requests"]
            or self.size > BUDGET["bytes"]
            or self.script > BUDGET["script"]
            or (self.page == "first question" and self.document > BUDGET["page without JavaScript"])
        )


def weigh(client: FlaskClient, name: str, address: str, language: str) -> Weight:
    """One page, cold."""
    page, document = fetch(client, address)
    needs = {need: fetch(client, need)[1] for need in Needs(page).addresses}
    script = sum(size for need, size in needs.items() if ".js" in need)
    return Weight(name, language, 1 + len(needs), document + sum(needs.values()), document, script)


def fetch(client: FlaskClient, address: str) -> tuple[str, int]:
    """A page's text and its bytes over the wire: status line, headers and compressed body."""
    plain = client.get(address).get_data(as_text=True)
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    head = f"HTTP/1.1 {response.status}\r\n{response.headers}"
    return plain, len(head.encode()) + len(response.get_data())


def main() -> int:
    """Print the table; 1 when a page is over the budget."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), secret_key="weight"))
        install(app.extensions["database"], dt.date(2026, 1, 1))
        found = weights(app.test_client())
    print("| page | language | requests | bytes | document | script |\n|---|---|---|---|---|---|")
    for one in found:
        print(
            f"| {one.page} | {one.language} | {one.requests} "
            f"| {one.size:,} | {one.document:,} | {one.script:,} |"
        )
    is_over = any(one.is_over for one in found)
    budget = ", ".join(f"{name} {most:,}" for name, most in BUDGET.items())
    print(f"\nBudget: {budget}.", "Over." if is_over else "Kept.")
    return int(is_over)


def weights(client: FlaskClient) -> list[Weight]:
    """One a page and language, the first question's page among them, the lightest first."""
    found = []
    for language in LANGUAGES:
        start = client.post(f"/{language}/survey/ketendoel-10/start").headers["Location"]
        for name, address in {**PAGES, "first question": start}.items():
            found.append(weigh(client, name, address.format(language=language), language))
    return sorted(found, key=lambda one: (one.page, one.size))


if __name__ == "__main__":
    sys.exit(main())
