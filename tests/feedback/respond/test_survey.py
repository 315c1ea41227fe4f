"""Answering a survey: every step is kept, nothing is lost, and the codes are right in the end."""

import datetime as dt
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from feedback.languages import LANGUAGES
from feedback.questionnaires import Library
from feedback.store.database import Database
from feedback.store.verbatims import Verbatim
from feedback.surveys.definitions import SHIPPED, read_definition
from feedback.surveys.publishing import publish
from tests.conftest import TODAY, Clock
from tests.feedback.respond.walk import CODE, SURVEY, answer_all, begin, stored
from tests.visitor import Visitor


def test_a_walk_through_all_questions_stores_what_was_chosen(visitor: Visitor, database: Database) -> None:
    begin(visitor)
    answer_all(visitor, "de les is goed")
    visitor.submit("send")
    assert visitor.address == f"{SURVEY}/sent"
    assert stored(database) == [
        {
            "satisfaction": "very-satisfied",
            "start": "very-satisfied",
            "plan": "very-satisfied",
            "lessons": "very-satisfied",
            "exams": "very-satisfied",
            "help": "very-satisfied",
            "route": "route-b1",
            "group": "asylum",
            "phase": "before-plan",
            "goes-well": "de les is goed",
            "be-better": "de les is goed",
        }
    ]


def test_every_question_may_be_skipped(visitor: Visitor, database: Database) -> None:
    begin(visitor)
    while "form" in visitor.forms:
        visitor.submit("form", go="next")
    visitor.submit("send")
    assert set(stored(database)[0].values()) == {"skipped"}


def test_not_understanding_a_question_is_an_answer(visitor: Visitor, database: Database) -> None:
    begin(visitor)
    visitor.submit("form", satisfaction="not-understood", go="next")
    visitor.get(f"{SURVEY}/10")
    visitor.submit("form", **{"goes-well.outcome": "not-understood"}, go="next")
    visitor.get(f"{SURVEY}/check")
    visitor.submit("send")
    told = stored(database)[0]
    assert (told["satisfaction"], told["goes-well"], told["plan"]) == (
        "not-understood",
        "not-understood",
        "skipped",
    )


def test_going_back_saves_and_shows_what_was_chosen(visitor: Visitor) -> None:
    begin(visitor)
    visitor.submit("form", satisfaction="neutral", go="next")
    visitor.submit("form", start="satisfied", go="back")
    assert visitor.forms["form"].values["satisfaction"] == "neutral"
    visitor.submit("form", go="next")
    assert visitor.forms["form"].values["start"] == "satisfied"


def test_a_language_switch_keeps_the_place_and_the_half_filled_step(visitor: Visitor) -> None:
    begin(visitor, "ar")
    visitor.submit("form", satisfaction="dissatisfied", go="switch", action="/ti/survey/ketendoel-10/1")
    assert visitor.address == "/ti/survey/ketendoel-10/1"
    assert visitor.forms["form"].values["satisfaction"] == "dissatisfied"


def test_changing_an_answer_leads_back_to_the_check_page(visitor: Visitor) -> None:
    begin(visitor)
    answer_all(visitor)
    visitor.get(f"{SURVEY}/3?change=1")
    visitor.submit("form", plan="not-yet", go="next")
    assert visitor.address == f"{SURVEY}/check"
    assert "Dat heb ik nog niet gehad" in visitor.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_every_language(visitor: Visitor, database: Database, language: str) -> None:
    begin(visitor, language)
    answer_all(visitor)
    visitor.submit("send")
    assert visitor.address == f"/{language}/survey/ketendoel-10/sent"
    for page in ("", "ask", "asked?theme=course&other=other", "where-to-ask", "privacy"):
        visitor.get(f"/{language}/{page}")
        assert visitor.status == 200
    assert stored(database)[0]["satisfaction"] == "very-satisfied"


def test_a_browser_without_cookies_gets_all_questions_on_one_page(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    visitor.client = app.test_client(use_cookies=False)
    begin(visitor)
    assert visitor.address == f"{SURVEY}/all"
    visitor.submit("form", satisfaction="satisfied", go="send", **{"be-better": "meer les"})
    assert visitor.address == f"{SURVEY}/send"
    assert CODE.search(visitor.text)
    told = stored(database)[0]
    assert (told["satisfaction"], told["be-better"], told["plan"]) == ("satisfied", "meer les", "skipped")


def test_the_page_with_all_questions_keeps_everything_in_another_language(visitor: Visitor) -> None:
    visitor.get(f"{SURVEY}/all")
    typed = {"satisfaction": "neutral", "be-better": "half getypt", "goes-well.outcome": "not-understood"}
    key = visitor.forms["form"].values["key"]
    visitor.submit("form", go="switch", action="/ps/survey/ketendoel-10/all", **typed)
    assert visitor.forms["form"].values.items() >= ({"key": key} | typed).items()


def test_a_draft_is_gone_after_a_day(visitor: Visitor, clock: Clock) -> None:
    begin(visitor)
    visitor.submit("form", satisfaction="neutral", go="next")
    clock.date += dt.timedelta(days=2)
    visitor.get(f"{SURVEY}/2")
    assert visitor.address == f"{SURVEY}?lost=1"


def test_an_answer_to_a_draft_that_is_gone_is_not_lost(visitor: Visitor, clock: Clock) -> None:
    begin(visitor)
    clock.date += dt.timedelta(days=2)
    visitor.submit("form", satisfaction="neutral", go="next")
    assert visitor.forms["form"].values["satisfaction"] == "neutral"
    assert "key" in visitor.forms["form"].values


def test_what_was_begun_can_be_resumed_or_begun_anew(visitor: Visitor) -> None:
    begin(visitor)
    visitor.submit("form", satisfaction="neutral", go="next")
    visitor.get(SURVEY)
    assert f"{SURVEY}/1" in visitor.text
    visitor.submit("start")
    assert "satisfaction" not in visitor.forms["form"].values


def test_the_page_says_that_nobody_has_checked_the_texts(visitor: Visitor) -> None:
    begin(visitor, "en")
    assert "A native speaker has not yet checked these texts." in visitor.text


@pytest.mark.parametrize("address", ["/nl/survey/none", f"{SURVEY}/0", f"{SURVEY}/12", "/xx/", "/nl/survey"])
def test_addresses_that_do_not_exist_are_404(visitor: Visitor, address: str) -> None:
    visitor.get(address)
    assert visitor.status == 404


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ar-SY,ar;q=0.9", "ar"),
        ("fa-AF", "prs"),
        ("fa", "fa"),
        ("zh, tr;q=0.5", "tr"),
        ("zh", "nl"),
        ("", "nl"),
    ],
)
def test_the_start_page_opens_in_the_browsers_language(visitor: Visitor, header: str, language: str) -> None:
    visitor.get("/", headers={"Accept-Language": header})
    assert visitor.address == f"/{language}/"


def test_going_back_from_a_change_returns_to_the_check_page(visitor: Visitor) -> None:
    begin(visitor)
    answer_all(visitor)
    visitor.get(f"{SURVEY}/1?change=1")
    visitor.submit("form", satisfaction="neutral", go="back")
    assert visitor.address == f"{SURVEY}/check"


def test_an_answer_can_be_taken_back(visitor: Visitor, database: Database) -> None:
    begin(visitor)
    visitor.submit("form", satisfaction="neutral", go="next")
    visitor.submit("form", go="back")
    visitor.submit("form", satisfaction="", go="next")
    visitor.get(f"{SURVEY}/check")
    visitor.submit("send")
    assert stored(database)[0]["satisfaction"] == "skipped"


def test_what_was_left_out_is_said_in_the_readers_language(visitor: Visitor) -> None:
    begin(visitor)
    visitor.get(f"{SURVEY}/10")
    visitor.submit("form", **{"goes-well": "bel 06 12345678"}, go="next")
    visitor.get("/en/survey/ketendoel-10/check")
    assert "bel (number left out)" in visitor.text


def test_two_tabs_that_save_different_questions_lose_nothing(visitor: Visitor, database: Database) -> None:
    begin(visitor)
    for number, field in ((1, "satisfaction"), (2, "start"), (1, "satisfaction")):
        visitor.post(f"{SURVEY}/{number}", {field: "satisfied" if number == 2 else "neutral"})
    visitor.post(f"{SURVEY}/1", {"satisfaction": "not-understood"})
    visitor.get(f"{SURVEY}/check")
    visitor.submit("send")
    told = stored(database)[0]
    assert (told["satisfaction"], told["start"]) == ("not-understood", "satisfied")


def test_who_began_with_an_older_version_finishes_it(
    visitor: Visitor, app: Flask, database: Database
) -> None:
    begin(visitor)
    visitor.submit("form", satisfaction="neutral", go="next")
    definition = read_definition(SHIPPED / "ketendoel-10")
    with database.session(write=True) as session:
        publish(session, replace(definition, number=2, questions=definition.questions[1:]), TODAY)
        session.commit()
    app.extensions["library"] = Library(database)
    visitor.submit("form", start="satisfied", go="next")
    assert visitor.address == f"{SURVEY}/3"
    visitor.get(f"{SURVEY}/check")
    visitor.submit("send")
    told = stored(database)[0]
    assert (told["satisfaction"], told["start"]) == ("neutral", "satisfied")
    newcomer = Visitor(app)
    begin(newcomer)
    assert "start" in newcomer.forms["form"].choices


def test_danger_is_seen_though_the_words_are_masked(visitor: Visitor, database: Database) -> None:
    visitor.get(f"{SURVEY}/all")
    visitor.submit("form", **{"be-better": "ik heet Dood Willen"})
    with database.session(write=False) as session:
        text = session.scalars(select(Verbatim)).one()
    assert "distress" in text.flags
    assert "Willen" not in text.text
