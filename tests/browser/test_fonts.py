"""Fonts in a real browser, on phones that have a script, have it under another name, or lack it."""

import shutil
import string
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from feedback.fonts.obtaining import install
from feedback.fonts.pinned import FONTS
from feedback.store.database import Database
from tests.browser.conftest import FLAGS
from tests.feedback.fonts.tiny import package, tiny_font

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("fonts")]
CONFIGURATION = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{0}</dir><cachedir>{0}/cache</cachedir></fontconfig>"""
READY = "async () => { document.body.offsetHeight; await document.fonts.ready; }"
LOADED = "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.weight)"
WIDTHS = """[...document.querySelectorAll("h1, p, a, summary, summary *")].map(each => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return range.getBoundingClientRect().width;
})"""
LETTERS = {font.script: font.letters for font in FONTS}
Phone = Callable[..., Page]


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What a page looks like does not depend on the database."""
    return sqlite_database


@pytest.fixture
def fonts(tmp_path: Path) -> None:
    """Installed fonts, in the data folder of the app that starts after it."""
    install(tmp_path / "data/fonts", tmp_path, [package(font, tmp_path) for font in FONTS])


@pytest.fixture
def phone_with(browser: Browser, address: str, tmp_path: Path) -> Iterator[Phone]:
    """A function that opens a page on a phone that has a Latin font and these files, and no other font."""
    folder = tmp_path / "device"
    folder.mkdir()
    (folder / "fonts.conf").write_text(CONFIGURATION.format(folder))
    with ExitStack() as closing:

        def phone_with(*files: bytes) -> Page:
            for number, content in enumerate([tiny_font("Phone", string.printable, flavor=None), *files]):
                (folder / f"{number}.ttf").write_bytes(content)
            chromium = browser.browser_type.launch(
                executable_path=shutil.which("chromium"),
                args=FLAGS,
                env={"FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(tmp_path)},
            )
            closing.callback(chromium.close)
            return chromium.new_page(base_url=address)

        yield phone_with


def asked(page: Page, address: str) -> list[str]:
    """The names of the fonts that a page asks for."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url.split("/static/")[-1].split("?")[0]))
    page.goto(address)
    page.evaluate(READY)
    return sorted(name for name in found if name.endswith(".woff2"))


@pytest.mark.parametrize(("language", "script"), [("ar", "arab"), ("prs", "arab"), ("ti", "ethi")])
def test_a_phone_that_lacks_the_script_gets_its_font_and_no_other(
    phone_with: Phone, language: str, script: str
) -> None:
    page = phone_with()
    assert asked(page, f"/{language}/") == [f"{script}-400.woff2", f"{script}-700.woff2"]
    assert page.evaluate(LOADED) == ["400", "700"]


def test_a_page_in_another_script_asks_for_no_font(phone_with: Phone) -> None:
    page = phone_with()
    assert asked(page, "/nl/") == []
    assert page.evaluate("document.fonts.size") == 0


@pytest.mark.parametrize(
    ("language", "script", "family", "weights"),
    [
        ("ar", "arab", "Noto Sans Arabic", [400, 700]),
        ("ps", "arab", "Noto Naskh Arabic UI", [400, 700]),
        ("ti", "ethi", "Noto Sans Ethiopic", [400, 700]),
        ("ti", "ethi", "Noto Sans Ethiopic", [400]),
    ],
)
def test_a_phone_that_has_the_script_asks_for_no_font(
    phone_with: Phone, language: str, script: str, family: str, weights: list[int]
) -> None:
    page = phone_with(*(tiny_font(family, LETTERS[script], weight, None) for weight in weights))
    assert asked(page, f"/{language}/") == []


def test_text_can_be_read_before_the_font_arrives(phone_with: Phone) -> None:
    page = phone_with(tiny_font("Some other font", LETTERS["arab"], flavor=None))
    held: list[Route] = []
    page.route("**/*.woff2*", lambda route: held.append(route))
    with page.expect_request("**/arab-400.woff2*"), page.expect_request("**/arab-700.woff2*"):
        page.goto("/ar/", wait_until="commit")
    page.wait_for_load_state("domcontentloaded")
    assert page.evaluate("document.fonts.status") == "loading"
    shown = _picture(page)
    page.evaluate("document.querySelector('h1').style.color = 'transparent'")
    assert shown != _picture(page)
    for route in held:
        route.abort()


@pytest.mark.parametrize("language", ["ps", "ti"])
def test_all_text_is_drawn_anew_when_the_font_arrives(phone_with: Phone, language: str) -> None:
    """Chromium leaves text as empty boxes when the font that comes stands behind another one."""
    page = phone_with()
    page.goto(f"/{language}/")
    page.evaluate(READY)
    page.wait_for_timeout(300)
    widths = page.evaluate(WIDTHS)
    page.evaluate("document.body.style.fontSize = '18.01px'")
    assert page.evaluate(WIDTHS) == pytest.approx(widths, abs=2)
    assert len(widths) > 5


def _picture(page: Page) -> str:
    """The heading as it is now; the browser's own command, for Playwright's waits until fonts are there."""
    box = page.locator("h1").bounding_box()
    session = page.context.new_cdp_session(page)
    picture: str = session.send("Page.captureScreenshot", {"clip": {**(box or {}), "scale": 1}})["data"]
    return picture
