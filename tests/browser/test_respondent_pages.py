"""Respondent pages in a real browser: axe finds nothing, nothing scrolls sideways, right to left is whole."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from feedback.languages import LANGUAGES
from feedback.store.database import Database
from tests.browser.looking import overflow, violations

pytestmark = pytest.mark.browser
SURVEY = "survey/ketendoel-10"
PAGES = [
    "",
    SURVEY,
    f"{SURVEY}/all",
    "ask",
    "asked?theme=course&other=other&urgent=1",
    "where-to-ask",
    "privacy",
    "accessibility",
    "my-answers",
    "link-used",
    "what-we-did",
]


@pytest.fixture
def page(plain_phone: BrowserContext) -> Page:
    return plain_phone.new_page()


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What a page looks like does not depend on the database."""
    return sqlite_database


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_respondent_pages(page: Page, language: str) -> None:
    found: dict[str, list[str]] = {}
    for address in PAGES:
        page.goto(f"/{language}/{address}")
        found[address] = violations(page)
        assert overflow(page) <= 0, address
    page.goto(f"/{language}/{SURVEY}")
    page.click("#start button")
    found["question"] = violations(page)
    page.goto(f"/{language}/{SURVEY}/10")
    page.fill("textarea", "x" * 1001)
    page.click("button[value=next]")
    found["a problem"] = violations(page)
    page.goto(f"/{language}/{SURVEY}/check")
    found["check"] = violations(page)
    page.click("#send button")
    found["sent"] = violations(page)
    assert {address: violations for address, violations in found.items() if violations} == {}


def test_the_first_option_stands_where_reading_begins(page: Page) -> None:
    edges = {}
    for language in ("nl", "ar"):
        page.goto(f"/{language}/{SURVEY}")
        page.click("#start button")
        first = page.locator("input[type=radio]").first
        box = first.bounding_box()
        assert box is not None
        from_start = box["x"] if language == "nl" else 360 - box["x"] - box["width"]
        edges[language] = (first.get_attribute("value"), round(from_start))
    assert edges["nl"] == edges["ar"]


def test_the_error_summary_takes_the_focus(page: Page) -> None:
    page.goto("/nl/ask")
    page.click("form button[value=send]")
    expect(page.locator("#errors")).to_be_focused()
    page.click("#errors a")
    expect(page.locator("#question")).to_be_focused()


def test_what_can_be_touched_is_large_enough(page: Page) -> None:
    page.goto(f"/nl/{SURVEY}")
    page.click("#start button")
    page.wait_for_load_state()  # without its style a page has other sizes
    small = [
        target.inner_text()
        for target in page.locator("main button, main label, summary").all()
        if (box := target.bounding_box()) is not None and box["height"] < 44
    ]
    assert small == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_open_language_menu_lies_within_a_small_screen(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for address in (f"/{language}/", f"/{language}/ask"):
        page.goto(address)
        page.click(".switch summary")
        box = page.locator(".switch ul").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert overflow(page) <= 0
