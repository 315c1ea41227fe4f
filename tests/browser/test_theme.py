"""The theme in a real browser: only checked pairs meet on pages, and nothing is lost in forced colours."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from feedback.app import create_app
from feedback.settings import Settings
from feedback.staff.accounts import create_account
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.web.theme import PAIRS, read_theme
from tests.conftest import Clock

pytestmark = pytest.mark.browser
PASSWORD = "a long pass phrase"
SURVEY = "/nl/survey/ketendoel-10"
APART = {
    "ink": "#101010",
    "paper": "#fefefe",
    "quiet": "#202020",
    "line": "#303030",
    "wash": "#fcfcfc",
    "brand": "#400000",
    "on-brand": "#fafafa",
    "wrong": "#004000",
    "focus": "#f8f8f8",
}
"""A theme in which no two tokens have the same colour, so that a colour on a page names its token."""
MEETINGS = """() => {
  const shown = (element) => element.checkVisibility({visibilityProperty: true});
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return "none";
  };
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() && shown(element) && !element.closest("option"))
      found.add(getComputedStyle(element).color + " | " + behind(element));
  }
  for (const element of document.querySelectorAll("input, textarea, select"))
    if (shown(element) && !["radio", "checkbox", "hidden", "file"].includes(element.type))
      found.add(getComputedStyle(element).color + " | " + behind(element));
  return [...found];
}"""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What a page looks like does not depend on the database."""
    return sqlite_database


@pytest.fixture
def app(database: Database, clock: Clock, tmp_path: Path) -> Flask:
    """The service, in the theme with all colours apart, as a demonstration so that its bar is there."""
    theme = tmp_path / "apart.toml"
    colours = "".join(f'{name} = "{colour}"\n' for name, colour in APART.items())
    theme.write_text(f"[colours]\n{colours}[shape]\nradius = 1\n")
    assert read_theme(theme).colours == APART
    settings = Settings(data_dir=tmp_path / "data", secret_key="test", theme=theme, demonstration=True)
    return create_app(settings, clock, database)


def token(colour: str) -> str:
    """The token that a browser's `rgb(…)` is; the browser's own text where there is none."""
    names = {
        "rgb({}, {}, {})".format(*bytes.fromhex(value.removeprefix("#"))): name
        for name, value in APART.items()
    }
    return names.get(colour, colour)


def meetings(page: Page) -> set[tuple[str, str]]:
    """The tokens of every text that is shown, each with what is behind it."""
    pairs = [pair.split(" | ") for pair in page.evaluate(MEETINGS)]
    return {(token(front), token(back)) for front, back in pairs}


def respondent_pages(page: Page) -> Iterator[str]:
    for address in ("/nl/", SURVEY, f"{SURVEY}/all", "/nl/where-to-ask", "/nl/privacy", "/nl/accessibility"):
        page.goto(address)
        yield address
    page.click(".switch summary")
    yield "the language menu"
    page.goto("/nl/asked?theme=course&other=deadline-extension&urgent=1")
    yield "asked"
    page.goto("/nl/ask")
    page.click("form button[value=send]")
    page.wait_for_load_state()
    yield "a problem"
    page.goto(SURVEY)
    page.click("#start button")
    page.locator("input[type=radio]").first.check()
    yield "a chosen answer"
    page.goto("/nl/none")
    yield "an error"


def unchecked(page: Page, pages: Iterator[str]) -> dict[str, list[tuple[str, str]]]:
    """The pairs of text that the theme does not check, by page."""
    met = {where: sorted(pair for pair in meetings(page) if PAIRS.get(pair, 0) < 7) for where in pages}
    return {where: pairs for where, pairs in met.items() if pairs}


def test_every_text_stands_on_a_colour_that_the_theme_checks(phone: BrowserContext) -> None:
    page = phone.new_page()
    assert unchecked(page, respondent_pages(page)) == {}


def staff_pages(page: Page) -> Iterator[str]:
    page.goto("/nl/staff/login")
    page.click("#login button")
    page.wait_for_load_state()
    yield "sign in"
    page.fill("#email", "all@example.org")
    page.fill("#password", PASSWORD)
    page.click("#login button")
    for address in ("/nl/staff/", "/nl/panel/", "/nl/panel/suspects", "/nl/reports/", "/nl/deliveries/"):
        page.goto(address)
        yield address


def test_every_text_for_staff_does_too(browser: Browser, address: str, database: Database) -> None:
    roles = [role for role in RoleName if role is not RoleName.PARTNER]
    with database.session(write=True) as session:
        create_account(session, "all@example.org", PASSWORD, roles, None)
        session.commit()
    context = browser.new_context(base_url=address)
    page = context.new_page()
    assert unchecked(page, staff_pages(page)) == {}
    context.close()


@pytest.fixture(params=["light", "dark"])
def forced(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in forced colours, as with a contrast theme of Windows."""
    context = browser.new_context(base_url=address, forced_colors="active", color_scheme=request.param)
    yield context.new_page()
    context.close()


STYLE = "(element, name) => getComputedStyle(element)[name]"


def test_in_forced_colours_faces_the_chosen_answer_and_the_focus_are_seen(forced: Page) -> None:
    forced.goto(SURVEY)
    forced.click("#start button")
    paper = forced.locator("body").evaluate(STYLE, "backgroundColor")
    assert forced.evaluate("matchMedia('(forced-colors: active)').matches")
    assert forced.locator("svg.face").first.evaluate(STYLE, "stroke") not in {paper, "none"}
    choice = forced.locator(".choice").first
    before = choice.evaluate(STYLE, "outlineStyle")
    forced.locator("input[type=radio]").first.check()
    assert (before, choice.evaluate(STYLE, "outlineStyle")) == ("none", "solid")
    assert choice.evaluate(STYLE, "outlineColor") != paper
    forced.keyboard.press("Tab")
    focused = forced.locator(":focus-visible")
    assert focused.evaluate(STYLE, "outlineWidth") == "4px"
    assert focused.evaluate(STYLE, "outlineColor") != paper
    button = forced.locator("main button").first
    assert button.evaluate(STYLE, "borderTopColor") != paper


def test_in_forced_colours_the_picture_on_the_button_that_reads_aloud_is_seen(forced: Page) -> None:
    forced.goto("/nl/")
    picture, text, behind = forced.evaluate(
        """() => {
          const button = document.querySelector("main").appendChild(document.createElement("button"));
          button.className = "listen";
          const own = getComputedStyle(button);
          return [getComputedStyle(button, "::before").backgroundColor, own.color, own.backgroundColor];
        }"""
    )
    assert picture == text != behind


def test_the_icon_in_the_head_is_a_picture_and_asks_for_no_file(phone: BrowserContext, app: Flask) -> None:
    page = phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/nl/")
    size = page.evaluate(
        """() => new Promise((done, failed) => {
          const picture = new Image();
          picture.onload = () => done(picture.naturalWidth);
          picture.onerror = () => failed(new Error("no picture"));
          picture.src = document.querySelector("link[rel=icon]").href;
        })"""
    )
    assert size > 0
    assert [url for url in asked if "icon" in url and not url.startswith("data:")] == []


def test_the_default_theme_is_one_file_of_tokens() -> None:
    found = tomllib.loads(Settings().theme.read_text(encoding="utf-8"))
    assert set(found["colours"]) == set(APART)
