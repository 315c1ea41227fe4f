"""What a service for the public must say about itself: true, whole, and nothing that nobody filled in."""

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from flask import Flask

from feedback.app import create_app
from feedback.languages import LANGUAGES
from feedback.settings import Settings
from feedback.store.database import Database
from tests.conftest import Clock
from tests.visitor import Visitor

PAGES = ("privacy", "accessibility")
FILLED_IN = {
    "organisation": "Bureau <Proef>",
    "contact_email": "vraag@example.org",
    "contact_phone": "070 000 00 00",
    "security_contact": "veilig@example.org",
}


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """These pages ask nothing of the store."""
    return sqlite_database


def chosen(folder: Path, database: Database, clock: Clock, **settings: object) -> Visitor:
    """A visitor of a service with these settings."""
    given = Settings(data_dir=folder, secret_key="test", **settings)  # type: ignore[arg-type]
    return Visitor(create_app(given, clock, database))


def told(visitor: Visitor) -> str:
    """The words of the main part of the page."""
    main = visitor.text.split("<main")[1].split("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", main)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_can_be_opened_and_is_linked_from_the_footer(
    visitor: Visitor, language: str, page: str
) -> None:
    footer = visitor.get(f"/{language}/").split("<footer")[1]
    assert f'href="/{language}/{page}"' in footer
    visitor.get(f"/{language}/{page}")
    assert visitor.status == 200


def test_what_is_filled_in_is_told_and_cannot_break_the_page(
    tmp_path: Path, database: Database, clock: Clock
) -> None:
    visitor = chosen(tmp_path, database, clock, **FILLED_IN)
    visitor.get("/en/privacy")
    assert "This organisation runs the service: Bureau <Proef>" in told(visitor)
    for page in PAGES:
        visitor.get(f"/en/{page}")
        assert 'href="mailto:vraag@example.org"' in visitor.text
        assert "070 000 00 00" in told(visitor)
        assert "Not filled in yet." not in told(visitor)


def test_what_is_not_filled_in_is_said_to_be_so(visitor: Visitor) -> None:
    visitor.get("/en/privacy")
    assert "This organisation runs the service: Not filled in yet." in told(visitor)
    for page in PAGES:
        visitor.get(f"/en/{page}")
        assert told(visitor).count("Not filled in yet.") == (2 if page == "privacy" else 1)
        assert "mailto:" not in visitor.text


def test_a_demonstration_says_that_it_is_one(tmp_path: Path, database: Database, clock: Clock) -> None:
    visitor = chosen(tmp_path, database, clock, demonstration=True)
    visitor.get("/en/privacy")
    assert "This organisation runs the service: Demonstration" in told(visitor)


@pytest.mark.parametrize(("days", "until"), [(365, "23-11-2027"), (5 * 365, "22-11-2031"), (0, None)])
def test_the_last_day_of_an_answer_is_told(
    tmp_path: Path, database: Database, clock: Clock, days: int, until: str | None
) -> None:
    visitor = chosen(tmp_path, database, clock, answer_retention=days)
    visitor.get("/en/privacy")
    assert (f"we keep your answers until {until}." in told(visitor)) is bool(until)
    assert ("We have not chosen yet when we delete them." in told(visitor)) is (until is None)


def test_the_accessibility_statement_claims_no_audit(visitor: Visitor) -> None:
    visitor.get("/en/accessibility")
    text = told(visitor)
    assert "Not audited yet." in text
    assert "Besluit digitale toegankelijkheid overheid" in text
    assert re.search(r"This statement is of \d\d-\d\d-\d{4}\.", text)
    assert (
        re.search(r"\b(?:status|level) [A-E]\b|\b(?:fully|partly|compl(?:y|ies|iant))\b", text, re.I) is None
    )


def test_the_privacy_page_names_who_watches_over_data(visitor: Visitor) -> None:
    visitor.get("/en/privacy")
    assert "Autoriteit Persoonsgegevens" in told(visitor)
    assert 'href="https://autoriteitpersoonsgegevens.nl"' in visitor.text


def test_without_a_contact_there_is_no_security_txt(visitor: Visitor) -> None:
    visitor.get("/.well-known/security.txt")
    assert visitor.status == 404


def security(client: Flask, base: str = "http://localhost") -> dict[str, list[str]]:
    response = client.test_client().get("/.well-known/security.txt", base_url=base)
    assert (response.status_code, response.content_type) == (200, "text/plain; charset=utf-8")
    fields: dict[str, list[str]] = {}
    for line in response.text.splitlines():
        name, value = line.split(": ", 1)
        fields.setdefault(name, []).append(value)
    return fields


@pytest.mark.parametrize(
    ("contact", "told_as"),
    [
        ("veilig@example.org", "mailto:veilig@example.org"),
        ("https://example.org/meld-een-lek", "https://example.org/meld-een-lek"),
    ],
)
def test_security_txt_is_as_rfc_9116_wants_it(
    tmp_path: Path, database: Database, clock: Clock, contact: str, told_as: str
) -> None:
    app = create_app(
        Settings(data_dir=tmp_path, secret_key="test", security_contact=contact), clock, database
    )
    for day in (dt.date(2026, 11, 23), dt.date(2028, 2, 29), dt.date(2031, 12, 31)):
        clock.date = day
        found = security(app)
        assert found["Contact"] == [told_as]
        assert found["Preferred-Languages"] == ["nl, en"]
        [expires] = found["Expires"]
        moment = dt.datetime.fromisoformat(expires)
        assert moment.tzinfo == dt.UTC
        assert dt.timedelta(1) < moment.date() - day < dt.timedelta(365)
        assert "Canonical" not in found  # an http address may not stand there
    assert security(app, "https://stem.example.org")["Canonical"] == [
        "https://stem.example.org/.well-known/security.txt"
    ]


def test_search_engines_are_kept_from_personal_links(visitor: Visitor) -> None:
    robots = visitor.get("/robots.txt").splitlines()
    assert {"Disallow: /i/", "Disallow: /*/i/", "Disallow: /*/survey/*/"} <= set(robots)
