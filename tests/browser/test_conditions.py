"""Phones as people have them: large letters, a narrow window, cookies switched off, colours of their own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from feedback.store.database import Database
from tests.browser.conftest import FLAGS
from tests.browser.looking import overflow
from tests.feedback.respond.walk import CODE, stored

pytestmark = pytest.mark.browser
SURVEY = "survey/ketendoel-10"
PAGES = ["", SURVEY, f"{SURVEY}/all", "ask", "where-to-ask", "privacy", "accessibility", "my-answers"]


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What a page looks like does not depend on the database."""
    return sqlite_database


@pytest.mark.parametrize("language", ["nl", "ar", "ti", "so"])
def test_nothing_scrolls_sideways_with_letters_of_twice_the_size(
    phone: BrowserContext, language: str
) -> None:
    page = phone.new_page()
    wide = {}
    for address in PAGES:
        page.goto(f"/{language}/{address}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide[address] = overflow(page)
    page.goto(f"/{language}/{SURVEY}")
    page.click("#start button")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide["question"] = overflow(page)
    assert {address: pixels for address, pixels in wide.items() if pixels > 0} == {}


@pytest.fixture
def phone_without_cookies(browser: Browser, address: str, tmp_path: Path) -> Iterator[Page]:
    """A phone whose owner switched off cookies, and with them what scripts can keep."""
    preferences = tmp_path / "Default/Preferences"
    preferences.parent.mkdir()
    preferences.write_text('{"profile": {"default_content_setting_values": {"cookies": 2}}}')
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=shutil.which("chromium"), args=FLAGS, base_url=address
    )
    yield context.pages[0]
    context.close()


@pytest.mark.parametrize("has_script", [True, False])
def test_somebody_without_cookies_answers_and_gets_a_code(
    phone_without_cookies: Page, database: Database, has_script: bool
) -> None:
    page = phone_without_cookies
    if not has_script:
        page.route("**/script.js*", lambda route: route.abort())
    page.goto(f"/nl/{SURVEY}")
    page.click("#start button")
    page.check("input[value=satisfied] >> nth=0")
    while page.locator("button[value=next]:visible").count():
        page.click("button[value=next]")
        page.wait_for_timeout(50)
    if not has_script:
        assert page.url.endswith("/all")
        page.click("button[value=send]")
    assert CODE.fullmatch(page.locator(".code").inner_text())
    assert [one["satisfaction"] for one in stored(database)] == ["satisfied"]


def test_what_is_chosen_is_seen_in_the_colours_that_people_force(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.emulate_media(forced_colors="active")
    page.goto(f"/nl/{SURVEY}")
    page.click("#start button")
    box = page.locator("input[type=radio]:visible").first
    before = box.screenshot()
    box.check()
    page.mouse.move(0, 0)
    assert box.screenshot() != before
    assert box.evaluate("box => getComputedStyle(box).appearance") != "none"
