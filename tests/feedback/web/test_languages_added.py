"""A new language is a folder and a wording file: no code, no migration, and not a word of English left."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from flask import Flask
from sqlalchemy import select

from analysis.themes.classifier import Classifier
from feedback.app import create_app
from feedback.installation import install
from feedback.labels import PARTNERS
from feedback.settings import Settings
from feedback.store.database import Database
from feedback.store.responses import Response
from feedback.store.verbatims import Prediction, Verbatim
from feedback.theming.predicting import work
from feedback.theming.themer import Themer
from tests import pseudo
from tests.conftest import TODAY, Clock
from tests.feedback.respond.walk import answer_all, begin
from tests.visitor import Page, Visitor

SURVEY = "ketendoel-10"
TEXT = "Я довго чекаю на курс і не знаю, кого питати."
_NAMES = [name for name in PARTNERS.values() if isinstance(name, str)]
_WEBSITE = re.compile(r"\b(?:www\.)?[\w-]+\.(?:nl|eu|org)\b(?:/\S*)?")


class Words(HTMLParser):
    """The text of a page, with what its labels say, without what is in another language by intent."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        elsewhere = given.get("lang") not in {None, pseudo.CODE}
        if self._skipped or elsewhere or tag in {"script", "style", "textarea", "code"}:
            self._skipped += tag not in {"input", "meta", "link", "br", "img"}
        elif given.get("type") != "hidden":
            self.found += [given[name] or "" for name in ("aria-label", "title", "alt") if name in given]

    def handle_endtag(self, tag: str) -> None:
        self._skipped = max(0, self._skipped - 1)

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.found.append(data)


def left_in_english(page: str) -> list[str]:
    """Words of a page that no translation gave it."""
    told = " ".join(Words(page).found)
    while told != (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", told)):
        told = shorter
    for name in (pseudo.OWN_NAME, TEXT, *_NAMES):
        told = told.replace(name, " ")
    return re.findall(r"[^\W\d_]{2,}", _WEBSITE.sub(" ", told))


def looked_at(visitor: Visitor) -> str:
    """The page that the visitor sees, which is in the new language and only in it."""
    html = Page(visitor.text).of("html")[0]
    assert (html["lang"], html["dir"]) == (pseudo.CODE, "ltr"), visitor.address
    assert left_in_english(visitor.text) == [], visitor.address
    return visitor.text


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """All that adds a language: a folder, a wording file, and the next number of the survey."""
    translations, surveys = pseudo.copies(tmp_path_factory.mktemp("languages"))
    pseudo.add_folder(translations)
    pseudo.add_wording_file(surveys / SURVEY)
    pseudo.raise_version(surveys / SURVEY)
    return translations, surveys


@pytest.fixture
def settings(database: Database, folders: tuple[Path, Path], tmp_path: Path) -> Settings:
    """The settings of an installation that gets the language."""
    translations, surveys = folders
    return Settings(
        data_dir=tmp_path / "data",
        database_url=str(database.url),
        secret_key="test",
        translations_dir=translations,
        surveys_dir=surveys,
    )


@pytest.fixture
def app(settings: Settings, database: Database, clock: Clock, word_classifier: Classifier) -> Flask:
    """The app in an installation that was in use before it got the language."""
    assert install(database, TODAY, settings.surveys_dir) == [f"{SURVEY} 2"]
    app = create_app(settings, clock, database)
    app.config.update(TESTING=True)
    app.extensions["themer"] = Themer(settings.data_dir / "model", lambda _folder, _themes: word_classifier)
    return app


def test_a_survey_is_answered_in_the_new_language(visitor: Visitor, database: Database) -> None:
    begin(visitor, pseudo.CODE)
    assert pseudo.accented("How satisfied are you with your integration (inburgering)?") in looked_at(visitor)
    answer_all(visitor, TEXT)
    looked_at(visitor)
    visitor.submit("send")
    assert pseudo.accented("Thank you. Your answers have arrived.") in looked_at(visitor)
    with database.session(write=False) as session:
        assert session.scalars(select(Response.language)).all() == [pseudo.CODE]


def test_all_questions_stand_on_one_page_in_the_new_language(visitor: Visitor) -> None:
    visitor.get(f"/{pseudo.CODE}/survey/{SURVEY}/all")
    assert looked_at(visitor).count("<fieldset") > 5


def test_a_question_is_asked_in_the_new_language_and_gets_its_theme(
    visitor: Visitor, app: Flask, database: Database
) -> None:
    visitor.get(f"/{pseudo.CODE}/ask")
    looked_at(visitor)
    visitor.submit("form", question=TEXT, go="send")
    assert pseudo.accented("What happens now?") in looked_at(visitor)
    while work(database, app.extensions["themer"]):
        pass
    with database.session(write=False) as session:
        assert session.scalars(select(Verbatim.language)).all() == [pseudo.CODE]
        assert session.scalar(select(Prediction.theme).limit(1)) is not None


def test_no_page_that_can_be_reached_has_a_word_of_another_language(app: Flask) -> None:
    visitor, open_, seen = Visitor(app), [f"/{pseudo.CODE}/"], set[str]()
    while open_:
        address = open_.pop()
        seen.add(address)
        visitor.get(address)
        links = [urldefrag(link.get("href", ""))[0] for link in Page(looked_at(visitor)).of("a")]
        ours = [link for link in links if link.startswith(f"/{pseudo.CODE}/") and "/staff" not in link]
        open_ += {*ours} - seen - {*open_}
    assert len(seen) >= 6
    visitor.get(f"/{pseudo.CODE}/nowhere")
    looked_at(visitor)


def test_the_new_language_stands_in_the_menu_and_browsers_that_ask_for_it_get_it(visitor: Visitor) -> None:
    visitor.get("/nl/")
    assert f'lang="{pseudo.CODE}" dir="ltr">{pseudo.OWN_NAME}</bdi>' in visitor.text
    visitor.get("/", headers={"Accept-Language": "uk-UA,ru;q=0.5"})
    assert visitor.address == f"/{pseudo.CODE}/"


def test_without_its_wording_file_the_language_is_not_offered(
    settings: Settings, database: Database, clock: Clock
) -> None:
    with_shipped_surveys = replace(settings, surveys_dir=Settings.surveys_dir)
    visitor = Visitor(create_app(with_shipped_surveys, clock, database))
    visitor.get(f"/{pseudo.CODE}/")
    assert visitor.status == 404
