"""The survey with its script: no waiting between questions, and nothing lost whatever the line does."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from feedback.languages import LANGUAGES
from feedback.store.database import Database
from tests.browser.looking import overflow, violations
from tests.feedback.respond.walk import stored

pytestmark = pytest.mark.browser
SURVEY = "/nl/survey/ketendoel-10"
CODE = re.compile(r"([A-Z3-9]{4}-){2}[A-Z3-9]{4}")


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    page = phone.new_page()
    page.set_default_timeout(8000)
    return page


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What a page does does not depend on the database."""
    return sqlite_database


def begin(page: Page, address: str = SURVEY) -> None:
    page.goto(address)
    page.click("#start button")


def choose(page: Page, option: str = "") -> None:
    """An answer to the question that is shown, and on to the next."""
    section = page.locator("section:visible")
    if option:
        section.locator(f"input[value='{option}']").check()
    page.click("button[value=next]")


def to_the_end(page: Page) -> None:
    while not page.locator("#check").is_visible():
        choose(page)


def expect_sent(page: Page) -> None:
    expect(page.locator("h1:visible")).to_have_text("Dank je wel. We hebben je antwoorden gekregen.")


def requests_of(page: Page) -> list[Request]:
    found: list[Request] = []
    page.on("request", lambda request: found.append(request))
    return found


def test_all_questions_come_with_the_first_page_and_sending_is_one_request(
    page: Page, database: Database
) -> None:
    begin(page)
    choose(page, "satisfied")
    to_the_end(page)
    page.wait_for_load_state("networkidle")
    asked = requests_of(page)
    page.click("button[value=next]")
    expect_sent(page)
    assert [request.url.rpartition("/")[2] for request in asked] == ["send"]
    assert stored(database)[0]["satisfaction"] == "satisfied"


def test_each_answer_is_saved_behind_the_scenes(page: Page, phone: BrowserContext) -> None:
    begin(page)
    with page.expect_response("**/save"):
        choose(page, "dissatisfied")
    other = phone.new_page()
    other.goto(f"{SURVEY}/1")
    assert other.locator("input:checked").get_attribute("value") == "dissatisfied"


def test_the_code_finds_the_answer_and_deletes_it(page: Page, database: Database) -> None:
    begin(page)
    to_the_end(page)
    page.click("button[value=next]")
    expect_sent(page)
    code = page.locator(".code").inner_text()
    assert CODE.fullmatch(code)
    page.goto("/nl/my-answers")
    page.fill("#code", code.lower().replace("-", " "))
    page.click("button[value=look]")
    page.click("button[value=delete]")
    assert len(stored(database)) == 1
    page.click("button[value=really]")
    assert stored(database) == []


def test_a_double_tap_sends_once(page: Page, database: Database) -> None:
    begin(page)
    to_the_end(page)
    page.locator("button[value=next]").dblclick()
    expect_sent(page)
    assert len(stored(database)) == 1


def test_an_answer_waits_on_the_phone_for_the_internet(
    page: Page, phone: BrowserContext, database: Database
) -> None:
    begin(page)
    choose(page, "satisfied")
    phone.set_offline(True)
    to_the_end(page)
    page.click("button[value=next]")
    expect(page.locator("#state")).to_have_text(re.compile("internet"))
    assert stored(database) == []
    phone.set_offline(False)
    expect_sent(page)
    assert [one["satisfaction"] for one in stored(database)] == ["satisfied"]


def test_a_tab_that_was_closed_without_internet_sends_when_the_page_is_opened_again(
    page: Page, phone: BrowserContext, database: Database
) -> None:
    begin(page)
    choose(page, "neutral")
    phone.set_offline(True)
    to_the_end(page)
    page.click("button[value=next]")
    expect(page.locator("#state")).to_have_text(re.compile("internet"))
    page.close()
    phone.set_offline(False)
    again = phone.new_page()
    again.goto(SURVEY)
    expect_sent(again)
    assert [one["satisfaction"] for one in stored(database)] == ["neutral"]


def test_another_language_in_the_middle_keeps_the_place_and_half_a_sentence(page: Page) -> None:
    begin(page)
    choose(page, "satisfied")
    while not page.locator("textarea:visible").count():
        choose(page)
    page.locator("textarea:visible").fill("de les is")
    step = page.locator(".step:visible").inner_text()
    page.click(".switch summary")
    page.click(".switch a[hreflang=ar]")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.locator("textarea:visible").input_value() == "de les is"
    assert re.findall(r"\d+", page.locator(".step:visible").inner_text()) == re.findall(r"\d+", step)


def test_the_back_button_goes_back_a_question_and_after_sending_it_explains(page: Page) -> None:
    begin(page)
    choose(page, "satisfied")
    page.go_back()
    assert page.locator("input:checked").get_attribute("value") == "satisfied"
    to_the_end(page)
    page.click("button[value=next]")
    expect_sent(page)
    page.go_back()
    expect(page.locator(".notice")).to_contain_text("al verstuurd")
    assert page.locator("input:checked").count() == 0
    assert page.evaluate("localStorage.length") == 0


def test_a_reload_keeps_the_place(page: Page) -> None:
    begin(page)
    choose(page, "satisfied")
    choose(page, "neutral")
    page.reload()
    assert page.locator(".step:visible").inner_text().startswith("Vraag 3")


def test_two_tabs_send_one_answer(page: Page, phone: BrowserContext, database: Database) -> None:
    begin(page)
    with page.expect_response("**/save"):
        choose(page, "satisfied")
    other = phone.new_page()
    other.goto(f"{SURVEY}/check")
    to_the_end(page)
    page.click("button[value=next]")
    expect_sent(page)
    other.click("#send button")
    expect(other.locator("h1")).to_contain_text("Dank je wel")
    assert len(stored(database)) == 1


def test_a_text_that_is_too_long_is_explained_above_and_at_the_field(page: Page, database: Database) -> None:
    begin(page)
    while not page.locator("textarea:visible").count():
        choose(page)
    page.locator("textarea:visible").fill("x" * 1001)
    choose(page)
    above = page.locator(".errors")
    expect(above).to_be_focused()
    assert above.locator("a").inner_text() == page.locator("p.error").inner_text()
    assert "1001" in above.inner_text()
    assert page.title().startswith("Nog niet goed:")
    page.locator("textarea:visible").fill("kort")
    to_the_end(page)
    assert page.locator(".errors").count() == 0


def test_an_answer_can_be_changed_before_sending(page: Page, database: Database) -> None:
    begin(page)
    choose(page, "satisfied")
    to_the_end(page)
    page.locator("#check dd button").first.click()
    choose(page, "dissatisfied")
    expect(page.locator("#check")).to_be_visible()
    page.click("button[value=next]")
    expect_sent(page)
    assert stored(database)[0]["satisfaction"] == "dissatisfied"


def test_starting_again_forgets_what_was_begun(page: Page, database: Database) -> None:
    begin(page)
    with page.expect_response("**/save"):
        choose(page, "satisfied")
    page.click("button[value=back]")
    page.click("button[value=back]")
    page.click("#start button")
    to_the_end(page)
    page.click("button[value=next]")
    expect_sent(page)
    assert stored(database)[0]["satisfaction"] == "skipped"


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_while_the_script_shows_the_survey(page: Page, language: str) -> None:
    begin(page, f"/{language}/survey/ketendoel-10")
    found = {"question": violations(page)}
    while not page.locator("textarea:visible").count():
        choose(page)
    page.locator("textarea:visible").fill("x" * 1001)
    choose(page)
    found["a problem"] = violations(page)
    page.locator("textarea:visible").fill("")
    to_the_end(page)
    found["check"] = violations(page)
    page.click("button[value=next]")
    page.wait_for_selector(".code")
    found["sent"] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert overflow(page) <= 0
