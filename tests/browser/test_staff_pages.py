"""Pages for staff in a real browser at 360 pixels: axe finds nothing, and nothing scrolls sideways."""

import datetime as dt

import pytest
from playwright.sync_api import Browser

from feedback.staff.accounts import create_account
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from tests.browser.looking import overflow, violations
from tests.feedback.signals.made import meeting, raised
from tests.feedback.theming.made import classifier, predict, write

pytestmark = pytest.mark.browser
PASSWORD = "a long pass phrase"
PAGES = [
    "staff/", "panel/", "panel/audit", "panel/new", "panel/confusion", "panel/suspects", "model/",
    "model/register", "signals/", "signals/new", "signals/1", "signals/meetings", "signals/outcomes",
    "signals/outcomes/new", "reports/",
]  # fmt: skip


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What a page looks like does not depend on the database."""
    return sqlite_database


@pytest.mark.parametrize("language", ["nl", "en"])
def test_axe_finds_nothing_on_pages_for_staff(
    browser: Browser, address: str, database: Database, language: str
) -> None:
    roles = [role for role in RoleName if role is not RoleName.PARTNER]
    with database.session(write=True) as session:
        create_account(session, "all@example.org", PASSWORD, roles, None)
        predict(session, classifier(), write(session, "exam-results 0.9", dt.date(2026, 11, 20)))
        meeting(session)
        raised(session)
        session.commit()
    page = browser.new_context(base_url=address, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"/{language}/staff/login")
    page.fill("#email", "all@example.org")
    page.fill("#password", PASSWORD)
    page.click("#login button")
    found = {}
    for where in PAGES:
        page.goto(f"/{language}/{where}")
        found[where] = (violations(page), overflow(page))
    assert {where: wrong for where, wrong in found.items() if wrong != ([], 0)} == {}
