"""Reading aloud in a real browser: recordings first, then a voice of the page's language, else no button."""

import io
import json
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from feedback.audio import script_of
from feedback.settings import Settings
from feedback.store.database import Database
from tests.browser.looking import overflow, violations

pytestmark = pytest.mark.browser
ALL = "survey/ketendoel-10/all"
WATCH = """
window.ended = 0;
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  window.player = this;
  this.addEventListener("ended", () => (window.ended += 1), { once: true });
  return play.call(this);
};
"""
VOICES = """
window.spoken = [];
window.voices = %s.map((lang) => ({ lang }));
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const speak = (said) => {
  window.spoken.push([said.voice.lang, said.lang, said.text.trim()]);
  setTimeout(() => said.onend(), 10);
};
const synthesis = { getVoices: () => window.voices, speak, cancel() {}, speaking: false };
Object.defineProperty(window, "speechSynthesis", { value: synthesis });
"""


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What is read aloud does not depend on the database."""
    return sqlite_database


def sound(seconds: float) -> bytes:
    """A recording of silence."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * int(8000 * seconds))
    return out.getvalue()


@pytest.fixture
def recorded(database: Database, tmp_path: Path) -> None:
    """Tigrinya is recorded but for the help at the question about the plan; the start takes long."""
    settings = Settings(data_dir=tmp_path / "data")
    folder = settings.recordings / "ti"
    folder.mkdir(parents=True)
    with database.session(write=False) as session:
        lines = script_of(session, settings, "ti")
    for name, line in lines.items():
        if not line.where.endswith("help.plan"):
            seconds = 30 if line.where.endswith("question.start") else 0.1
            (folder / f"{name}.wav").write_bytes(sound(seconds))


@pytest.fixture
def app(recorded: None, app: Flask) -> Flask:
    """The app, started when the recordings were there."""
    return app


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    page = phone.new_page()
    page.add_init_script(WATCH)
    return page


Open = Callable[[str, list[str]], Page]


@pytest.fixture
def open_with(page: Page) -> Open:
    """A function that opens all questions in a language on a device with these voices."""

    def open_with(language: str, voices: list[str]) -> Page:
        page.add_init_script(VOICES % json.dumps(voices))
        page.goto(f"/{language}/{ALL}")
        return page

    return open_with


def button(page: Page, question: str = "satisfaction") -> Locator:
    """The button that reads a question aloud."""
    return page.locator(f"#{question} .listen")


def requested(page: Page) -> list[str]:
    """The recordings that the page asks for, as it asks for them."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if "/audio/" in request.url else None)
    return found


def test_a_tap_plays_question_help_and_options_in_turn(page: Page) -> None:
    page.goto(f"/ti/{ALL}")
    asked = requested(page)
    button(page).tap()
    expect(button(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#satisfaction .aloud")).to_have_count(1)
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    recordings = page.locator("#satisfaction [data-audio]")
    named = [recordings.nth(at).get_attribute("data-audio") or "" for at in range(recordings.count())]
    assert len(named) == 9
    assert [url.removeprefix(page.url.split("/ti/")[0]) for url in asked] == named
    assert page.evaluate("window.ended") == len(named)
    expect(page.locator(".aloud")).to_have_count(0)


def silent(page: Page) -> bool:
    """Whether nothing sounds, no button is pressed and nothing is marked as being read."""
    expect(page.locator(".aloud, [aria-pressed=true]")).to_have_count(0)
    return bool(page.evaluate("player.paused"))


def test_a_second_tap_stops(page: Page) -> None:
    page.goto(f"/ti/{ALL}")
    asked = requested(page)
    button(page, "start").tap()
    assert not page.evaluate("player.paused")
    button(page, "start").tap()
    assert silent(page)
    page.wait_for_timeout(300)
    assert len(asked) == 1


def test_it_stops_when_another_script_shows_something_else(page: Page) -> None:
    page.goto(f"/ti/{ALL}")
    button(page, "start").tap()
    page.evaluate("aloud()")
    assert silent(page)


def test_another_question_takes_over(page: Page) -> None:
    page.goto(f"/ti/{ALL}")
    button(page).tap()
    button(page, "start").tap()
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    expect(button(page, "start")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#satisfaction .aloud")).to_have_count(0)
    expect(page.locator("#start .aloud")).to_have_count(1)


def test_the_promise_is_read_too(page: Page) -> None:
    page.goto(f"/ti/{ALL}")
    asked = requested(page)
    first = page.locator("main > .listen")
    expect(first).to_have_count(1)
    first.tap()
    expect(first).to_have_attribute("aria-pressed", "false")
    assert len(asked) == 6


def test_a_question_of_which_a_part_cannot_be_read_has_no_button(page: Page) -> None:
    page.goto(f"/ti/{ALL}")
    expect(button(page, "start")).to_have_count(1)
    expect(button(page, "plan")).to_have_count(0)


def said_by_the_written_question(page: Page) -> int:
    """How many recordings are fetched when its button is tapped, until it has said all."""
    asked = requested(page)
    first = page.locator(".field:has(#goes-well) .listen")
    first.tap()
    expect(first).to_have_attribute("aria-pressed", "false")
    return len(asked)


def test_a_written_question_is_read_with_its_box(page: Page) -> None:
    page.goto(f"/ti/{ALL}")
    assert said_by_the_written_question(page) == 3


def test_without_recordings_and_voices_there_is_no_button(page: Page) -> None:
    page.goto(f"/nl/{ALL}")
    assert page.evaluate("typeof window.aloud") == "function"
    expect(page.locator(".listen")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "voices", "chosen"),
    [
        ("nl", ["en-GB", "nl-NL"], "nl-NL"),
        ("tr", ["en-US", "tr_TR"], "tr_TR"),
        ("es", ["est-EE", "es-MX"], "es-MX"),
        ("fa", ["fa-IR"], "fa-IR"),
        ("prs", ["fa-IR", "fa-AF"], "fa-AF"),
        ("prs", ["fa-IR"], None),
        ("ps", ["fa-AF", "ar-SA", "en-US"], None),
        ("so", ["en-US"], None),
    ],
)
def test_only_a_voice_of_the_language_reads(
    open_with: Open, language: str, voices: list[str], chosen: str | None
) -> None:
    page = open_with(language, voices)
    expect(button(page)).to_have_count(1 if chosen else 0)
    if chosen:
        button(page).tap()
        expect(button(page)).to_have_attribute("aria-pressed", "false")
        spoken = page.evaluate("window.spoken")
        assert {(voice, tag) for voice, tag, _text in spoken} == {(chosen, chosen)}
        assert spoken[0][2] == page.locator("#satisfaction legend").inner_text().strip()
        assert len(spoken) == 9


def test_an_english_voice_never_reads_tigrinya(open_with: Open) -> None:
    page = open_with("ti", ["en-US", "en-GB"])
    expect(button(page, "plan")).to_have_count(0)
    button(page).tap()
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.spoken") == []


def test_a_voice_that_comes_later_is_used(open_with: Open) -> None:
    page = open_with("nl", [])
    expect(page.locator(".listen")).to_have_count(0)
    page.evaluate("window.voices = [{ lang: 'nl-NL' }]; speechSynthesis.onvoiceschanged()")
    expect(button(page)).to_have_count(1)
    page.evaluate("speechSynthesis.onvoiceschanged()")
    expect(button(page)).to_have_count(1)


@pytest.mark.parametrize(("language", "buttons"), [("nl", 1), ("ar", 0)])
def test_android_is_believed_for_the_language_of_the_phone_only(
    browser: Browser, address: str, language: str, buttons: int
) -> None:
    agent = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"
    context = browser.new_context(base_url=address, user_agent=agent, locale="nl-NL")
    page = context.new_page()
    page.add_init_script(VOICES % json.dumps(["ar", "nl_NL"]))
    page.goto(f"/{language}/{ALL}")
    expect(button(page)).to_have_count(buttons)
    context.close()


def test_an_error_is_read_after_the_question(open_with: Open) -> None:
    page = open_with("nl", ["nl-NL"])
    page.fill("#goes-well", "x" * 1001)
    page.click("#form button[value=send]")
    first = page.locator(".field:has(#goes-well) .listen")
    first.tap()
    expect(first).to_have_attribute("aria-pressed", "false")
    texts = [text for _voice, _tag, text in page.evaluate("window.spoken")]
    assert texts[2] == page.locator("#goes-well-error").inner_text()


def test_an_error_with_a_number_that_nobody_recorded_keeps_the_rest(page: Page) -> None:
    page.goto(f"/ti/{ALL}")
    page.fill("#goes-well", "x" * 1001)
    page.click("#form button[value=send]")
    expect(page.locator("#goes-well-error")).to_be_visible()
    assert said_by_the_written_question(page) == 3


def test_what_another_script_shows_later_gets_its_button(open_with: Open) -> None:
    page = open_with("nl", ["nl-NL"])
    page.evaluate(
        """() => {
        const shown = document.createElement("section");
        shown.innerHTML = "<h1 data-say=1>Nog een vraag</h1>";
        document.querySelector("main").append(shown);
        aloud();
        aloud();
        }"""
    )
    late = page.locator("section .listen")
    expect(late).to_have_count(1)
    late.tap()
    expect(late).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.spoken") == [["nl-NL", "nl-NL", "Nog een vraag"]]


@pytest.mark.parametrize("language", ["nl", "ar", "ti"])
def test_the_button_fits_is_large_and_works_by_keyboard(open_with: Open, language: str) -> None:
    page = open_with(language, [language])
    assert (violations(page), overflow(page)) == ([], 0)
    box = button(page).bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    button(page).focus()
    page.keyboard.press("Enter")
    expect(button(page)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    assert violations(page) == []


def test_one_question_at_a_time_has_its_button_and_falls_silent_at_the_next(page: Page) -> None:
    page.goto("/ti/survey/ketendoel-10")
    page.click("#start button")
    button(page).tap()
    expect(button(page)).to_have_attribute("aria-pressed", "false")
    page.click("#form button[value=next]")
    button(page, "start").tap()
    expect(button(page, "start")).to_have_attribute("aria-pressed", "true")
    page.click("#form button[value=back]")
    expect(button(page)).to_be_visible()
    assert silent(page)
