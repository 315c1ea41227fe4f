"""Signing in: who may, what is told to who may not, how often, and where it leads."""

import inspect
import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from feedback.staff import accounts
from feedback.store.accounts import Account
from feedback.store.database import Database
from tests.visitor import Visitor

PASSWORD = "a long pass phrase"
WRONG = "The e-mail address or the password is not right"
HOME = "/en/staff/"


@pytest.fixture(autouse=True)
def _people(database: Database) -> None:
    with database.session(write=True) as session:
        accounts.create_account(session, "anna@example.org", PASSWORD, ["panel"])
        accounts.create_account(session, "bob@example.org", PASSWORD, ["panel"]).active = False
        accounts.create_account(session, "carla@example.org", PASSWORD, ["compiler"])
        session.commit()


def sign_in(
    visitor: Visitor, email: str = "anna@example.org", password: str = PASSWORD, language: str = "en"
) -> str:
    visitor.get(f"/{language}/staff/login")
    return visitor.submit("login", email=email, password=password)


def test_the_right_password_leads_to_the_start_page(visitor: Visitor) -> None:
    assert "anna@example.org" in sign_in(visitor)
    assert visitor.address == HOME


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_the_language_of_the_address_stays(visitor: Visitor, language: str) -> None:
    sign_in(visitor, language=language)
    assert visitor.address == f"/{language}/staff/"


def test_any_spelling_of_the_email_address_will_do(visitor: Visitor) -> None:
    sign_in(visitor, " ANNA@Example.org ")
    assert visitor.address == HOME


REFUSED = [
    ("anna@example.org", "another pass phrase"),
    ("nobody@example.org", PASSWORD),
    ("bob@example.org", PASSWORD),
    ("bob@example.org", "another pass phrase"),
    ("no address", PASSWORD),
    ("", ""),
    ("anna@example.org", ""),
    ("anna@example.org\0", PASSWORD + "\0"),
    ("\ufffd", "\ufffd"),
    ("a" * 100_000, "b" * 100_000),
    ("anna@example.org", "\ufdfa" * 5000),
]


def test_a_refusal_never_says_whether_the_account_exists(visitor: Visitor) -> None:
    for email, password in REFUSED:
        page = sign_in(visitor, email, password)
        assert (visitor.status, visitor.address) == (200, "/en/staff/login"), email[:50]
        assert len(re.findall(WRONG, page)) == 2
        assert "exist" not in page
        assert "disabled" not in page.lower()


def test_what_was_typed_is_kept_but_not_the_password(visitor: Visitor) -> None:
    page = sign_in(visitor, "nobody@example.org")
    assert visitor.forms["login"].values["email"] == "nobody@example.org"
    assert PASSWORD not in page


def test_an_unknown_account_takes_the_work_of_a_known_one(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr("flask_security.forms.hash_password", hashed.append)
    sign_in(visitor, "nobody@example.org")
    assert hashed == [PASSWORD]


def test_attempts_are_counted_by_account_whether_it_exists_or_not(visitor: Visitor) -> None:
    for email in ("anna@example.org", "nobody@example.org"):
        for _ in range(5):
            sign_in(visitor, email, "another pass phrase")
            assert visitor.status == 200
        sign_in(visitor, email.upper())
        assert visitor.status == 429
        assert "Too many attempts" in visitor.text
    sign_in(visitor, "carla@example.org")
    assert visitor.address == HOME


def test_the_throttle_does_not_look_at_where_attempts_come_from(visitor: Visitor) -> None:
    for number in range(6):
        visitor.get("/en/staff/login")
        fields = {**visitor.forms["login"].values, "email": "anna@example.org", "password": "another"}
        visitor.post("", fields, environ_base={"REMOTE_ADDR": f"10.0.0.{number}"})
    assert visitor.status == 429


def test_json_does_not_get_round_the_throttle(visitor: Visitor) -> None:
    response = visitor.client.post("/en/staff/login", json={"email": "anna@example.org"})
    assert response.status_code == 415


def test_there_is_no_way_in_with_a_token_instead_of_a_cookie(app: Flask, database: Database) -> None:
    with app.test_request_context(), database.session(write=False) as session:
        anna = session.scalars(sa.select(Account).order_by(Account.id)).unique().first()
        assert anna is not None
        token = anna.get_auth_token()
    for how in ({"query_string": {"auth_token": token}}, {"headers": {"Authentication-Token": token}}):
        assert app.test_client().get(HOME, **how).status_code == 303


def test_who_asks_for_json_gets_the_page_that_everybody_gets(app: Flask) -> None:
    response = app.test_client().get("/en/staff/login", headers={"Accept": "application/json"})
    assert response.mimetype == "text/html"
    assert response.headers["Cache-Control"] == "no-store"


def test_signing_in_needs_the_token_of_its_own_page(visitor: Visitor) -> None:
    visitor.get("/en/staff/login")
    page = visitor.submit("login", email="anna@example.org", password=PASSWORD, csrf_token="x")
    assert "open for a long time" in page
    assert visitor.address == "/en/staff/login"


def test_nothing_of_the_session_before_is_left_after_signing_in(visitor: Visitor) -> None:
    visitor.get("/en/staff/login")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    visitor.submit("login", email="anna@example.org", password=PASSWORD)
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before
        assert "_user_id" in session


def test_nobody_stays_signed_in_for_longer_by_asking(visitor: Visitor) -> None:
    visitor.get("/en/staff/login")
    visitor.submit("login", email="anna@example.org", password=PASSWORD, remember="y")
    assert visitor.client.get_cookie("remember_token") is None


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(app: Flask) -> None:
    cookie = app.test_client().get("/en/staff/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_static_files_do_not_depend_on_the_cookie(app: Flask) -> None:
    with app.test_client().get("/static/site.css") as response:
        assert "Cookie" not in response.headers.get("Vary", "")


def test_who_is_not_signed_in_goes_to_sign_in_and_then_where_they_wanted_to_be(visitor: Visitor) -> None:
    visitor.get("/en/panel/?after=5c4cbb7e-7cb6-4d39-8a4c-0a2f3c5f0b51")
    assert urlsplit(visitor.address).path == "/en/staff/login"
    visitor.submit("login", email="anna@example.org", password=PASSWORD)
    assert visitor.address == "/en/panel/?after=5c4cbb7e-7cb6-4d39-8a4c-0a2f3c5f0b51"


ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "///evil.example",
    " //evil.example", "http:evil.example", "javascript:alert(1)", "https://localhost@evil.example/",
    "\x19////evil.example", "/\t/evil.example",
]  # fmt: skip


def test_signing_in_leads_nowhere_outside(app: Flask) -> None:
    app.view_functions["security.login"] = inspect.unwrap(app.view_functions["security.login"])  # no throttle
    for elsewhere in ELSEWHERE:
        visitor = Visitor(app)
        visitor.get("/en/staff/login")
        fields = {**visitor.forms["login"].values, "email": "anna@example.org", "password": PASSWORD}
        response = visitor.client.post("/en/staff/login", data={**fields, "next": elsewhere})
        assert response.status_code == 302
        there = urlsplit(urljoin("http://localhost/en/staff/login", response.headers["Location"]))
        assert (there.scheme, there.netloc) == ("http", "localhost"), elsewhere


def test_the_wrong_role_is_told_so(visitor: Visitor) -> None:
    sign_in(visitor, "carla@example.org")
    page = visitor.get("/en/panel/")
    assert visitor.status == 403
    assert "This page is not for you" in page


def test_the_start_page_links_only_to_what_opens(visitor: Visitor) -> None:
    for email in ("anna@example.org", "carla@example.org"):
        links = re.findall(r'<li><a href="([^"]+)"', sign_in(visitor, email))
        assert links
        for link in links:
            visitor.get(link)
            assert visitor.status == 200
        visitor.get(HOME)
        visitor.submit("sign-out")


def test_signing_out_ends_the_session_also_for_a_copied_cookie(app: Flask, visitor: Visitor) -> None:
    sign_in(visitor)
    cookie = visitor.client.get_cookie("session")
    assert cookie is not None
    assert "You are signed out." in visitor.submit("sign-out")
    thief = Visitor(app)
    thief.client.set_cookie("session", cookie.value)
    for visit in (visitor, thief):
        visit.get(HOME)
        assert urlsplit(visit.address).path == "/en/staff/login"


def test_signing_out_needs_a_button_of_ours(visitor: Visitor) -> None:
    sign_in(visitor)
    visitor.post("/en/staff/sign-out", {})
    assert visitor.status == 400
    visitor.get("/en/staff/sign-out")
    assert visitor.status == 405
    visitor.get(HOME)
    assert visitor.address == HOME


def test_signing_in_does_not_hash_the_password_anew(database: Database, visitor: Visitor) -> None:
    def kept() -> Sequence[str]:
        with database.session(write=False) as session:
            return session.scalars(sa.select(Account.password).order_by(Account.id)).all()

    before = kept()
    sign_in(visitor)
    assert kept() == before


def test_no_other_door_of_flask_security_is_open(visitor: Visitor) -> None:
    for address in ("register", "reset", "change", "confirm", "verify", "logout", "us-signin", "fs-static/x"):
        visitor.get(f"/en/staff/{address}")
        assert visitor.status == 404
