"""The page of what is new: groups of texts, and a form that makes a theme."""

from collections.abc import Callable

import pytest
from flask import Flask

from analysis.themes.artefact import load_or_train
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.store.verbatims import Verbatim
from feedback.theming import novel, taxonomy
from feedback.theming.novel import Group
from feedback.theming.predicting import work
from feedback.theming.themer import Themer
from tests.visitor import Visitor

Write = Callable[..., Verbatim]
SignIn = Callable[..., None]
CHILDCARE = {
    "name_nl": "Kinderopvang", "name_en": "Child care",
    "definition": "A place where children are looked after during lessons.",
    "keywords": "kinderopvang, crèche, oppas",
}  # fmt: skip


@pytest.fixture
def coordinator(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.COORDINATOR)
    return visitor


def test_groups_are_shown_with_their_typical_texts_and_languages(
    coordinator: Visitor, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [write("Geen plek voor mijn kind"), write("لا يوجد مكان لطفلي", language="ar")]
    group = Group(texts, 7, [("nl", 5), ("ar", 2)])
    monkeypatch.setattr(novel, "groups", lambda *_given: [group])
    page = coordinator.get("/en/panel/new")
    assert "Group 1: 7 texts" in page
    assert '<blockquote class="said" lang="ar" dir="rtl">' in page
    assert "(5)" in page


def test_without_groups_the_page_says_so(coordinator: Visitor) -> None:
    page = coordinator.get("/en/panel/new")
    assert "There is no group of new texts now." in page


def test_a_new_theme_is_found_by_its_words_at_once_and_all_texts_are_read_again(
    app: Flask, coordinator: Visitor, write: Write, database: Database
) -> None:
    write("Er is geen kinderopvang en geen oppas voor mijn kind")
    folder = app.extensions["themer"].folder
    themer = app.extensions["themer"] = Themer(
        folder, lambda _folder, themes: load_or_train(folder, themes=themes), lambda: taxonomy.known(database)
    )
    while work(database, themer):
        pass
    coordinator.get("/en/panel/new")
    page = coordinator.submit("form", **CHILDCARE)
    assert "The theme is added." in page
    before = themer.version
    themer.renew()
    assert themer.version != before
    assert "The computer has read 0 of 1 texts" in coordinator.get("/en/panel/new")
    while work(database, themer):
        pass
    assert "The computer has read 1 of 1 texts" in coordinator.get("/en/panel/new")
    assert "Child care" in coordinator.get("/en/panel/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name_nl": " "}, "Write a name"),
        ({"name_en": "x" * 81}, "Write a name"),
        ({"definition": "Kort"}, "Write a sentence"),
        ({"keywords": ", ".join("abcdefghijklmnopqrstuvwxyz")}, "at most 20 words"),
        ({"name_en": "Course"}, "name already"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    coordinator: Visitor, database: Database, wrong: dict[str, str], said: str
) -> None:
    coordinator.get("/nl/panel/new")
    coordinator.get("/en/panel/new")
    page = coordinator.submit("form", **(CHILDCARE | wrong))
    assert coordinator.status == 400
    assert said in page
    assert (CHILDCARE | wrong)["definition"] in page
    with database.session(write=False) as session:
        assert taxonomy.added(session) == []


def test_the_panel_reads_what_is_new_and_adds_nothing(visitor: Visitor, sign_in: SignIn) -> None:
    sign_in(visitor, RoleName.PANEL)
    visitor.get("/en/panel/new")
    assert "form" not in visitor.forms
    visitor.post("/en/panel/new", CHILDCARE)
    assert visitor.status in (400, 403)
