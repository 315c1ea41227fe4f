"""Which language a page is in: the one in the address, or what the browser asks for and the app offers."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from feedback.app import create_app
from feedback.settings import Settings
from feedback.store.database import Database
from tests import pseudo
from tests.conftest import Clock
from tests.visitor import Page, Visitor


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here is stored, so one engine is enough."""
    return sqlite_database


Change = Callable[[Path, Path], None]


@pytest.fixture
def app_with(database: Database, clock: Clock, tmp_path: Path) -> Callable[[Change], Flask]:
    """A function that gives the app after something was changed in its folders of languages and surveys."""

    def made(change: Change) -> Flask:
        translations, surveys = pseudo.copies(tmp_path)
        change(translations, surveys)
        settings = Settings(data_dir=tmp_path, database_url=str(database.url), secret_key="test")
        return create_app(
            replace(settings, translations_dir=translations, surveys_dir=surveys), clock, database
        )

    return made


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def off(locale: str) -> Change:
    return lambda translations, _surveys: rewrite(
        translations / locale / "language.toml", "on = true", "on = false"
    )


def not_whole(translations: Path, _surveys: Path) -> None:
    rewrite(translations / "tr/LC_MESSAGES/messages.po", '"Ask a question"', '"Ask another question"')


def begins_in(app: Flask, accept: str) -> str:
    response = app.test_client().get("/", headers={"Accept-Language": accept})
    return response.headers["Location"].strip("/").split("/")[0]


def offered_in_the_menu(page: str) -> set[str]:
    return {link["hreflang"] for link in Page(page).of("a") if "hreflang" in link}


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("tr-TR,tr;q=0.9,en;q=0.8", "tr"),
        ("de-DE,de;q=0.9,es;q=0.5", "es"),
        ("ar-SY", "ar"),
        ("fa-AF", "prs"),
        ("fa_AF", "prs"),
        ("prs-AF", "prs"),
        ("fa-IR", "fa"),
        ("ti-ER", "ti"),
        ("de", "nl"),
        ("", "nl"),
        ("*", "nl"),
        ("../../etc;q=x", "nl"),
    ],
)
def test_a_browser_begins_in_the_first_language_that_it_asks_for_and_we_offer(
    app: Flask, accept: str, language: str
) -> None:
    assert begins_in(app, accept) == language


def test_a_language_that_is_off_is_offered_nowhere(app_with: Callable[[Change], Flask]) -> None:
    app = app_with(off("fa_AF"))
    visitor = Visitor(app)
    visitor.get("/nl/")
    assert "prs" not in offered_in_the_menu(visitor.text)
    assert "fa" in offered_in_the_menu(visitor.text)
    visitor.get("/prs/")
    assert visitor.status == 404
    assert begins_in(app, "fa-AF,tr") == "fa"


def test_a_language_that_is_not_whole_is_left_out_and_the_log_says_so(
    app_with: Callable[[Change], Flask], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        visitor = Visitor(app_with(not_whole))
    assert "language tr is on but not whole: " in caplog.text
    visitor.get("/tr/")
    assert visitor.status == 404
    visitor.get("/ar/")
    assert visitor.status == 200
    assert "tr" not in offered_in_the_menu(visitor.text)


def test_a_page_says_that_its_texts_are_unchecked_until_somebody_checked_them(
    app_with: Callable[[Change], Flask],
) -> None:
    def checked(translations: Path, _surveys: Path) -> None:
        rewrite(translations / "en/language.toml", 'checked_by = ""', 'checked_by = "A. Reader, 2026-12-01"')

    visitor = Visitor(app_with(checked))
    visitor.get("/en/")
    assert "unchecked" not in visitor.text
    visitor.get("/es/")
    assert "unchecked" in visitor.text
