"""Themes are rows: those that come along, and those that somebody adds."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale

from analysis.vocabulary import THEME_CODES
from feedback.store.database import Database
from feedback.store.themes import StoredTheme
from feedback.theming import taxonomy
from feedback.theming.taxonomy import ThemeExistsError
from tests.feedback.theming.made import decide, write

CHILDCARE: dict[str, Any] = {
    "name_nl": "Kinderopvang", "name_en": "Child care!", "definition": "Who looks after the children.",
    "keywords": ("opvang", "crèche"), "account_id": None, "today": dt.date(2026, 11, 23),
}  # fmt: skip


def test_the_themes_that_come_along_are_there_and_described_by_the_taxonomy(database: Database) -> None:
    with database.session(write=False) as session:
        assert set(session.scalars(sa.select(StoredTheme.code))) == set(THEME_CODES)
        assert tuple(theme.code for theme in taxonomy.themes(session)) == THEME_CODES


def test_an_added_theme_comes_last_with_its_words(database: Database, app: Flask) -> None:
    with app.test_request_context("/nl/"), database.session(write=True) as session:
        taxonomy.add(session, **CHILDCARE)
        session.commit()
        found = taxonomy.themes(session)[-1]
        assert (found.code, found.keywords) == ("child-care", ("opvang", "crèche"))
        assert found.definition == "Who looks after the children."
        with force_locale("nl"):
            assert taxonomy.names(session)["child-care"] == "Kinderopvang"
        with force_locale("en"):
            assert taxonomy.names(session)["child-care"] == "Child care!"


@pytest.mark.parametrize("key", ["name_nl", "name_en"])
@pytest.mark.parametrize("taken", ["child-care", "course"])
def test_a_theme_is_not_added_twice(database: Database, app: Flask, key: str, taken: str) -> None:
    with app.test_request_context("/nl/"), force_locale("nl"), database.session(write=True) as session:
        taxonomy.add(session, **CHILDCARE)
        name = taxonomy.names(session)[taken].upper()
        with pytest.raises(ThemeExistsError):
            taxonomy.add(session, **(CHILDCARE | {"name_nl": "Iets", "name_en": "Something", key: name}))


def test_the_database_refuses_a_theme_that_nobody_knows(database: Database) -> None:
    with database.session(write=True) as session, pytest.raises(sa.exc.IntegrityError):
        decide(session, write(session, "course 0.9"), "child-care")


def test_the_database_refuses_an_added_theme_without_its_words(database: Database) -> None:
    with database.session(write=True) as session:
        session.add(StoredTheme(code="child-care", keywords=[], name_nl="Kinderopvang"))
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()
