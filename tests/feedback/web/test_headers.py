"""The headers that internet.nl and the Observatory of Mozilla look for, on every kind of answer."""

from pathlib import Path

import pytest
from flask import Flask, Response

from feedback.app import create_app
from feedback.settings import Settings
from feedback.store.database import Database

ADDRESSES = ("/", "/nl/", "/nl/none", "/robots.txt", "/nl/staff/login")


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Headers do not depend on the database."""
    return sqlite_database


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_answer_has_each_header_once(app: Flask, address: str) -> None:
    with app.test_client().get(address) as response:
        given = response.headers
    assert [
        (name, given.getlist(name))
        for name, value in {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }.items()
        if given.getlist(name) != [value]
    ] == []
    assert len(given.getlist("Content-Security-Policy")) == 1


def test_a_file_has_only_the_headers_that_matter_on_it(app: Flask) -> None:
    with app.test_client().get("/static/site.css") as response:
        given = response.headers
    assert given["Content-Security-Policy"] == "default-src 'none'"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "Permissions-Policy" not in given


def test_the_policy_is_one_that_internet_nl_accepts(app: Flask) -> None:
    header = app.test_client().get("/nl/").headers["Content-Security-Policy"]
    policy = dict(part.split(" ", 1) for part in header.split("; "))
    assert policy.pop("img-src") == "'self' data:"  # the icon in the head of each page
    assert policy.pop("default-src") == policy.pop("base-uri") == policy.pop("frame-ancestors") == "'none'"
    assert {*policy} >= {"form-action", "media-src", "script-src", "style-src"}
    assert set(policy.values()) == {"'self'"}


def test_a_view_may_be_stricter(app: Flask) -> None:
    @app.get("/strict")
    def strict() -> Response:
        return Response("", headers={"Referrer-Policy": "no-referrer"})

    assert app.test_client().get("/strict").headers.getlist("Referrer-Policy") == ["no-referrer"]


@pytest.mark.parametrize(("secure", "told"), [(True, ["max-age=31536000"]), (False, [])])
def test_browsers_are_told_to_stay_with_https_where_it_is_served(
    database: Database, tmp_path: Path, secure: bool, told: list[str]
) -> None:
    settings = Settings(data_dir=tmp_path, secret_key="test", secure_cookies=secure)
    headers = create_app(settings, database=database).test_client().get("/nl/").headers
    assert headers.getlist("Strict-Transport-Security") == told
