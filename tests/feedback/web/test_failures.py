"""When something is away or strange: an honest page in the reader's language, and recovery unaided."""

import pytest
import sqlalchemy as sa
from flask import Flask

from feedback.store.database import Database
from feedback.store.responses import Response
from tests.feedback.respond.walk import SURVEY
from tests.visitor import Visitor


def _refuse(*_given: object, **_more: object) -> None:
    raise sa.exc.OperationalError("SELECT", {"text": "a secret answer"}, OSError("connection refused"))


def test_an_outage_gives_503_and_what_was_typed_can_be_sent_after_it(
    visitor: Visitor, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.get(f"{SURVEY.replace('/nl/', '/ar/')}/all")
    form = visitor.forms["form"]
    with pytest.MonkeyPatch.context() as outage:
        outage.setattr(sa.engine.Connection, "execute", _refuse)
        visitor.post(form.action, form.values | {"be-better": "bewaar dit"})
        assert (visitor.status, visitor.response.headers["Retry-After"]) == (503, "30")
        assert 'lang="ar" dir="rtl"' in visitor.text
        assert "a secret answer" not in caplog.text
    visitor.submit("again")
    assert visitor.address.endswith("/sent")
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1


def test_staff_with_a_cookie_sees_the_page_about_an_outage_too(visitor: Visitor) -> None:
    visitor.client.set_cookie("session", "x.y.z")
    with pytest.MonkeyPatch.context() as outage:
        outage.setattr(sa.engine.Connection, "execute", _refuse)
        visitor.post("/nl/ask", {"question": "iets", "key": ""})
    assert visitor.status in {400, 503}


@pytest.mark.parametrize(
    "address",
    ["/nl/?endpoint=1", "/nl/?_scheme=x", "/nl/?_method=x&_anchor=y", f"{SURVEY}?survey=evil&lost=1"],
)
def test_an_address_cannot_break_the_language_menu(visitor: Visitor, address: str) -> None:
    visitor.get(address)
    assert visitor.status == 200
    assert "/ar/survey/%5B" not in visitor.text


@pytest.mark.parametrize(
    ("method", "address"), [("get", "/ar/none"), ("put", "/ar/ask"), ("get", "/ar/a%00b")]
)
def test_error_pages_speak_the_language_of_the_address(visitor: Visitor, method: str, address: str) -> None:
    response = getattr(visitor.client, method)(address)
    assert response.status_code in {404, 405}
    assert '<html lang="ar" dir="rtl">' in response.text


def test_an_error_without_a_language_speaks_that_of_the_browser(visitor: Visitor) -> None:
    visitor.get("/none", headers={"Accept-Language": "tr"})
    assert '<html lang="tr"' in visitor.text


@pytest.mark.parametrize("address", ["/nl/survey/a%00b", "/nl/survey/a%00b/1", "/nl/reports/a%00b/1"])
def test_a_nul_in_an_address_is_a_page_that_does_not_exist(visitor: Visitor, address: str) -> None:
    visitor.get(address)
    assert visitor.status == 404


@pytest.mark.parametrize("address", ["/static/none", "/static/site.css?v=wrong", "/static/site.css"])
def test_only_the_right_version_of_a_file_is_kept_by_browsers(visitor: Visitor, address: str) -> None:
    assert "immutable" not in visitor.client.get(address).headers["Cache-Control"]


def test_a_mistake_of_ours_is_a_page_and_no_traceback(app: Flask, visitor: Visitor) -> None:
    def broken() -> str:
        raise KeyError("our mistake")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["respond.privacy"] = broken
    visitor.get("/ti/privacy")
    assert visitor.status == 500
    assert "our mistake" not in visitor.text


def test_one_visitor_never_sees_what_another_wrote_in_an_address(app: Flask) -> None:
    first, second = Visitor(app), Visitor(app)
    first.get(f"{SURVEY}?new=I-WAS-HERE")
    second.get(SURVEY)
    assert "I-WAS-HERE" in first.text
    assert "I-WAS-HERE" not in second.text


def test_security_headers_stand_on_every_kind_of_page(visitor: Visitor) -> None:
    for address in ("/nl/", "/nl/none", "/static/site.css", "/robots.txt"):
        headers = visitor.client.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
