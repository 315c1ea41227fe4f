"""The straight line in a real browser: from an Arabic speaker's phone to DUO's report."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, expect

from feedback.staff.accounts import create_account
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.store.responses import Answer, Response
from feedback.store.verbatims import Decision, Prediction, Verbatim
from tests.browser.looking import overflow, violations

pytestmark = pytest.mark.browser
PASSWORD = "a long pass phrase"
SURVEY = "survey/ketendoel-10"
QUESTION = "متى تصل نتيجة الامتحان؟ أنتظر منذ شهرين، رقمي 0612345678"
RIGHT = "periode;vraagsteller;thema;aantal\r\n2026-T3;asylum;exam-results;64\r\n2026-T3;family;course;36\r\n"
WRONG = "periode;vraagsteller;thema;aantal\r\n2026-T3;asylum;exam-results;64\r\n2026-T3;family;weer;veel\r\n"


@pytest.fixture
def accounts(database: Database) -> None:
    with database.session(write=True) as session:
        for role, partner in ((RoleName.PANEL, None), (RoleName.PARTNER, "coa"), (RoleName.COMPILER, None)):
            create_account(session, f"{role.value}@example.org", PASSWORD, [role], partner)
        session.commit()


def sign_in(context: BrowserContext, role: RoleName) -> Page:
    page = context.new_page()
    page.goto("/nl/staff/login")
    page.fill("#email", f"{role.value}@example.org")
    page.fill("#password", PASSWORD)
    page.click("#login button")
    expect(page).to_have_url(re.compile("/nl/staff/$"))
    return page


def answer(page: Page) -> None:
    """An Arabic speaker answers, looks at a question in Tigrinya on the way, and taps twice to send."""
    page.goto(f"/ar/{SURVEY}")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    page.click("#start button")
    page.check("#satisfaction-very-satisfied")
    page.click("button[value=next]")
    page.check("#start-dissatisfied")
    page.click(".switch summary")
    page.click(".switch button:has([lang=ti])")
    expect(page).to_have_url(re.compile(f"/ti/{SURVEY}/2$"))
    expect(page.locator("#start-dissatisfied")).to_be_checked()
    page.click(".switch summary")
    page.click(".switch button:has([lang=ar])")
    for _ in range(8):
        page.click("button[value=next]")
    page.fill("#goes-well", "المدرسة جيدة")
    page.reload()
    page.fill("#goes-well", "المدرسة جيدة")
    page.click("button[value=next]")
    expect(page.locator("#be-better")).to_be_visible()
    page.go_back()
    expect(page.locator("#goes-well")).to_have_value("المدرسة جيدة")
    page.go_forward()
    page.click("button[value=next]")
    expect(page.locator(".said")).to_have_text("المدرسة جيدة")
    page.dblclick("#send button")
    expect(page).to_have_url(re.compile(f"/ar/{SURVEY}/sent$"))
    page.wait_for_load_state("networkidle")
    page.go_back()
    page.reload()
    expect(page.locator(".said")).to_have_count(0)


def ask(page: Page) -> None:
    page.goto("/ar/ask")
    page.fill("#question", QUESTION)
    page.check("#asker-asylum")
    page.wait_for_timeout(2600)  # who writes faster than this is taken for a machine
    page.click("#form button[value=send]")
    expect(page).to_have_url(re.compile("/ar/asked"))
    expect(page.locator("main a[href$='/ar/where-to-ask']")).to_be_visible()


def read(page: Page) -> None:
    """A member of the panel chooses another theme than the model did, in one action."""
    page.goto("/nl/panel/")
    while "[phone]" not in page.locator(".said").inner_text():
        page.locator("main .buttons a").last.click()
    assert page.locator(".said").get_attribute("dir") == "rtl"
    assert (violations(page), overflow(page)) == ([], 0)
    page.select_option("#theme", "exam-results")
    page.click("#another button")
    expect(page.locator("main .notice")).to_be_visible()


def deliver(page: Page, tmp_path: Path) -> None:
    for name, content in (("fout.csv", WRONG), ("goed.csv", RIGHT)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    page.goto("/nl/deliveries/")
    page.check("#period-2026-T3")
    page.set_input_files("#file", tmp_path / "fout.csv")
    page.click("#deliver button")
    assert (violations(page), overflow(page)) == ([], 0)
    wrong = page.locator("main tbody tr")
    assert [wrong.nth(row).locator("th").inner_text() for row in range(wrong.count())] == ["3", "3"]
    page.goto("/nl/deliveries/")
    page.check("#period-2026-T3")
    page.set_input_files("#file", tmp_path / "goed.csv")
    page.click("#deliver button")
    expect(page.locator("main table").first).to_contain_text("goed.csv")


def compiled(page: Page) -> dict[str, str]:
    """The report on the tertial as a table of names and numbers."""
    page.goto("/nl/reports/")
    page.click("#compile button[value='2026-T3']")
    expect(page.locator("h1")).to_contain_text("2026-T3")
    assert (violations(page), overflow(page)) == ([], 0)
    rows = page.locator("main tr:has(td)")
    return {
        rows.nth(row).locator("th").inner_text(): rows.nth(row).locator("td").first.inner_text()
        for row in range(rows.count())
    }


@pytest.mark.usefixtures("accounts")
def test_from_a_phone_to_the_report(
    plain_phone: BrowserContext, browser: Browser, address: str, database: Database, tmp_path: Path
) -> None:
    respondent = plain_phone.new_page()
    answer(respondent)
    ask(respondent)
    for role in (RoleName.PANEL, RoleName.PARTNER, RoleName.COMPILER):
        context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
        page = sign_in(context, role)
        if role is RoleName.PANEL:
            read(page)
        elif role is RoleName.PARTNER:
            deliver(page, tmp_path)
        else:
            told = compiled(page)
        context.close()
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1
        given = dict(session.execute(sa.select(Answer.question_code, Answer.option_code)).all())
        texts = session.scalars(sa.select(Verbatim.text).order_by(Verbatim.purpose)).all()
        decided = session.scalars(sa.select(Decision.theme)).all()
        assert session.scalar(sa.select(sa.func.count()).select_from(Prediction)) == 1
    assert (given["satisfaction"], given["start"], given["plan"]) == ("very-satisfied", "dissatisfied", None)
    assert texts == ["المدرسة جيدة", QUESTION.replace("0612345678", "[phone]")]
    assert decided == ["exam-results"]
    assert told["2026-T3*"] == "101"
    assert told["Uitslag, examen opnieuw doen en diploma"] == "65"
    assert told["Taallessen en school"] == "36"
