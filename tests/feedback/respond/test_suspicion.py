"""Spam without puzzles: what looks like a machine's is marked, stored and answered like everything else."""

import datetime as dt
import re
from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask

from analysis.themes.classifier import Classifier
from feedback.respond.keys import Keys
from feedback.respond.watch import TRAP
from feedback.store.database import Database
from feedback.store.responses import Response, Suspicion
from feedback.store.verbatims import Verbatim
from feedback.theming import Themer
from tests.feedback.respond.walk import SURVEY, answer_all, begin
from tests.visitor import Page, Visitor

ADDRESS, AGENT = "203.0.113.77", "TellTaleBrowser/9"
LONG = "De lessen beginnen pas over negen maanden en niemand belt mij terug."


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has had their page open for a minute."""
    monkeypatch.setattr(Keys, "age", lambda _keys, _key: dt.timedelta(minutes=1))


@pytest.fixture
def untaught(app: Flask) -> None:
    """No theme is looked for: what is asked here is only stored."""

    def absent(_folder: object, _themes: object) -> Classifier:
        raise OSError("no model here")

    app.extensions["themer"] = Themer(app.extensions["themer"].folder, absent)


def ask(visitor: Visitor, question: str = "Hoe lang duurt mijn termijn?", **fields: str) -> str:
    visitor.get("/nl/ask")
    return visitor.submit("form", question=question, **fields)


def answer(visitor: Visitor, text: str = "", **fields: str) -> str:
    visitor.get(f"{SURVEY}/all")
    return visitor.submit("form", **{"be-better": text}, **fields)


def suspicions(database: Database, kind: type[Verbatim] | type[Response] = Verbatim) -> Counter[str | None]:
    with database.session(write=False) as session:
        return Counter(session.scalars(sa.select(kind.suspicion)))


def without_code(page: str) -> str:
    """A page but for the code with which somebody finds their answer again."""
    return re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", "", page)


@pytest.mark.usefixtures("unhurried")
def test_a_filled_trap_is_marked_and_the_sender_sees_nothing_of_it(
    visitor: Visitor, database: Database
) -> None:
    pages = [ask(visitor), ask(visitor, **{TRAP: "https://spam.example"})]
    assert without_code(pages[0]) == without_code(pages[1])
    assert suspicions(database) == {None: 1, Suspicion.TRAP: 1}


def test_a_question_written_in_no_time_is_marked(visitor: Visitor, database: Database) -> None:
    ask(visitor)
    assert visitor.address.startswith("/nl/asked")
    assert suspicions(database) == {Suspicion.TOO_FAST: 1}


@pytest.mark.usefixtures("unhurried")
def test_the_fourth_time_that_the_same_text_comes_it_is_marked(visitor: Visitor, database: Database) -> None:
    for text in (LONG, LONG.upper(), f" {LONG}", LONG):
        ask(visitor, text)
    assert suspicions(database) == {None: 3, Suspicion.COPY: 1}


@pytest.mark.usefixtures("unhurried")
def test_sending_again_on_a_bad_line_makes_nobody_suspect(visitor: Visitor, database: Database) -> None:
    visitor.get("/nl/ask")
    sent = visitor.forms["form"].values | {"question": LONG}
    for _ in range(6):
        visitor.post("/nl/ask", sent)
    ask(visitor, LONG)
    assert suspicions(database) == {None: 2}


@pytest.mark.usefixtures("unhurried")
def test_a_class_of_thirty_on_one_wifi_is_no_burst(app: Flask, database: Database) -> None:
    for _ in range(30):
        visitor = Visitor(app)
        visitor.client.environ_base |= {"REMOTE_ADDR": ADDRESS}
        ask(visitor)
        answer(visitor)
    assert suspicions(database) == {None: 30}
    assert suspicions(database, Response) == {None: 30}


@pytest.mark.usefixtures("unhurried")
def test_a_suspect_survey_is_marked_with_its_texts(visitor: Visitor, database: Database) -> None:
    pages = [answer(visitor, LONG), answer(visitor, LONG, **{TRAP: "x"})]
    assert without_code(pages[0]) == without_code(pages[1])
    assert suspicions(database) == suspicions(database, Response) == {None: 1, Suspicion.TRAP: 1}


def test_all_questions_of_one_page_answered_in_no_time_are_marked(
    visitor: Visitor, database: Database
) -> None:
    answer(visitor, satisfaction="satisfied", plan="satisfied", route="route-b1")
    assert suspicions(database, Response) == {Suspicion.TOO_FAST: 1}


def test_who_answers_one_question_a_page_is_never_too_fast(visitor: Visitor, database: Database) -> None:
    begin(visitor)
    answer_all(visitor, "prima")
    visitor.submit("send")
    assert suspicions(database, Response) == {None: 1}


def test_a_filled_trap_under_a_draft_is_marked(visitor: Visitor, database: Database) -> None:
    begin(visitor)
    answer_all(visitor)
    visitor.submit("send", **{TRAP: "x"})
    assert suspicions(database, Response) == {Suspicion.TRAP: 1}


@pytest.mark.usefixtures("unhurried", "untaught")
def test_two_thousand_sendings_from_one_address_are_all_stored(app: Flask, database: Database) -> None:
    client, keys = app.test_client(), app.extensions["keys"]
    fields = {"question": "Hoe lang duurt mijn termijn?", "go": "send", TRAP: ""}
    refused = [
        response.status
        for _ in range(2000)
        if (
            response := client.post(
                "/nl/ask", data=fields | {"key": keys.new()}, environ_overrides={"REMOTE_ADDR": ADDRESS}
            )
        ).status_code
        != 303
    ]
    assert refused == []
    found = suspicions(database)
    assert found.keys() == {None, Suspicion.BURST}
    assert (found.total(), found[None] >= 120) == (2000, True)


@pytest.mark.usefixtures("unhurried")
def test_the_watch_knows_no_address_no_browser_no_key_and_no_text(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.client.environ_base |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT}
    visitor.get("/nl/ask")
    key = visitor.forms["form"].values["key"]
    visitor.submit("form", question=LONG)
    watch = app.extensions["watch"]
    kept = repr([vars(watch), vars(watch._texts), vars(watch._verdicts)])
    assert len(watch._texts._kept) == len(watch._verdicts._kept) == 1
    secrets = (ADDRESS, AGENT, key, app.extensions["keys"].digest(key), "lessen")
    assert [secret for secret in secrets if secret in kept] == []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_the_trap_is_out_of_sight_and_says_what_it_is_where_it_is_seen(
    visitor: Visitor, language: str
) -> None:
    page = Page(visitor.get(f"/{language}/ask"))
    [trap] = [given for given in page.of("input") if given.get("name") == TRAP]
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    [around] = [given for given in page.of("div") if given.get("class") == "trap"]
    assert around["aria-hidden"] == "true"
    assert visitor.forms["form"].values[TRAP] == ""


@pytest.mark.usefixtures("unhurried")
def test_a_filled_trap_never_comes_back_to_somebody_who_must_mend_something(visitor: Visitor) -> None:
    ask(visitor, "", **{TRAP: "x"})
    assert (visitor.status, visitor.forms["form"].values[TRAP]) == (400, "")
