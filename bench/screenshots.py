"""Pictures of every page for respondents in every language at 360 pixels, for people to look at.

    .venv/bin/python bench/screenshots.py FOLDER [--language ar]

Writes FOLDER/<language>/<number>-<page>.png from a fresh installation, and stops with an error where a
page is wider than the phone or has another direction than its language.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from service import Service

from feedback.languages import LANGUAGES

SURVEY = "survey/ketendoel-10"
PAGES = {
    "start": "",
    "introduction": SURVEY,
    "all-questions": f"{SURVEY}/all",
    "ask": "ask",
    "where-to-ask": "where-to-ask",
    "privacy": "privacy",
    "accessibility": "accessibility",
    "your-code": "my-answers",
    "link-used": "link-used",
    "not-found": "none",
}
QUESTION = {"nl": "Wanneer is mijn examen?", "ar": "متى امتحاني؟"}


def visit(page: Page, language: str) -> Iterator[str]:
    """The name of each page, when it is open."""
    for name, address in PAGES.items():
        page.goto(f"/{language}/{address}")
        yield name
    page.goto(f"/{language}/{SURVEY}")
    page.click("#start button")
    yield "question"
    page.locator("section:visible input").nth(1).check()
    while not page.locator("textarea:visible").count():
        page.click("#form button[value=next]")
    page.locator("textarea:visible").fill("x" * 1001)
    page.click("#form button[value=next]")
    yield "problem"
    page.locator("textarea:visible").fill(QUESTION.get(language, QUESTION["nl"]))
    while not page.locator("#check").is_visible():
        page.click("#form button[value=next]")
    yield "check"
    page.click("#form button[value=next]")
    page.wait_for_selector(".code")
    code = page.locator(".code").inner_text()
    yield "sent"
    page.goto(f"/{language}/my-answers")
    page.fill("#code", code)
    page.click("button[value=look]")
    yield "own-answers"
    page.goto(f"/{language}/ask")
    page.fill("#question", QUESTION.get(language, QUESTION["nl"]))
    page.click("#form button[value=send]")
    yield "asked"


def check(page: Page, language: str) -> None:
    """Stop where the page scrolls sideways or runs in the wrong direction."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    direction = page.locator("html").get_attribute("dir")
    if wide > 0 or direction != LANGUAGES[language].direction:
        raise SystemExit(f"{page.url}: {wide} pixels too wide, direction {direction}")


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=sorted(LANGUAGES))
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="fb") as data,
        Service(Path(data), f"sqlite:///{data}/feedback.sqlite") as service,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language in [chosen.language] if chosen.language else LANGUAGES:
            page = browser.new_page(base_url=service.address, viewport={"width": 360, "height": 740})
            for number, name in enumerate(visit(page, language), 1):
                check(page, language)
                page.screenshot(path=chosen.folder / language / f"{number:02}-{name}.png", full_page=True)
            page.close()
            print(f"{language}: {number} pages")
        browser.close()


if __name__ == "__main__":
    main()
