"""Asking a question: it is masked before it is stored, kept once, and referred; never answered."""

import pytest
import sqlalchemy as sa
from flask import Flask

from analysis.themes.classifier import Classifier
from feedback.store.database import Database
from feedback.store.verbatims import Prediction, Verbatim
from feedback.theming import Themer
from tests.visitor import Visitor

RESULT = "Wanneer komt de uitslag van mijn examen? Ik wacht al acht weken op mijn cijfer en diploma"


def questions(database: Database) -> list[Verbatim]:
    with database.session(write=False) as session:
        return list(session.scalars(sa.select(Verbatim)))


def send(visitor: Visitor, question: str, language: str = "nl", **fields: str) -> None:
    visitor.get(f"/{language}/ask")
    visitor.submit("form", question=question, **fields)


def test_a_question_is_stored_with_who_asks_and_which_law(visitor: Visitor, database: Database) -> None:
    send(visitor, "Hoe lang duurt mijn termijn?", asker="asylum", law="wi2021")
    [question] = questions(database)
    assert (question.asker, question.law, question.channel, question.text) == (
        "asylum",
        "wi2021",
        "form",
        "Hoe lang duurt mijn termijn?",
    )


def test_who_asks_need_not_be_said(visitor: Visitor, database: Database) -> None:
    send(visitor, "Hoe lang duurt mijn termijn?")
    [question] = questions(database)
    assert (question.asker, question.law) == ("unknown", "unknown")


def test_personal_data_never_reaches_the_store(visitor: Visitor, database: Database) -> None:
    send(visitor, "Bel mij op 06 12345678 of mail naar ik@example.org over mijn boete")
    [question] = questions(database)
    assert "12345678" not in question.text
    assert "example" not in question.text
    assert question.masked == ["email", "phone"]
    assert "personal-data" in question.flags


def test_a_question_is_referred_to_the_partners_of_its_theme(visitor: Visitor, database: Database) -> None:
    send(visitor, RESULT)
    assert visitor.address.startswith("/nl/asked?")
    assert "inburgeren.nl" in visitor.text
    assert "/nl/where-to-ask" in visitor.text
    with database.session(write=False) as session:
        prediction = session.scalars(sa.select(Prediction)).one()
    assert prediction.model_version.startswith("tfidf-")
    assert 0 <= prediction.confidence <= 1


def test_sending_the_same_question_twice_stores_it_once_and_refers_it_alike(
    visitor: Visitor, database: Database
) -> None:
    visitor.get("/nl/ask")
    sent = visitor.forms["form"].values | {"question": RESULT}
    addresses = set()
    for _ in range(5):
        visitor.post("/nl/ask", sent)
        addresses.add(visitor.address)
    assert (len(questions(database)), len(addresses)) == (1, 1)


def test_a_model_that_cannot_be_loaded_loses_no_question(
    app: Flask, visitor: Visitor, database: Database
) -> None:
    def broken(_folder: object, _themes: object) -> Classifier:
        raise OSError("no model here")

    app.extensions["themer"] = Themer(app.extensions["themer"].folder, broken)
    send(visitor, RESULT)
    assert visitor.address == "/nl/asked?sent=1"
    assert len(questions(database)) == 1


def test_a_language_switch_keeps_the_half_typed_question(visitor: Visitor, database: Database) -> None:
    visitor.get("/nl/ask")
    visitor.submit("form", question="half get", asker="family", go="switch", action="/ar/ask")
    values = visitor.forms["form"].values
    assert (visitor.address, values["question"], values["asker"]) == ("/ar/ask", "half get", "family")
    assert questions(database) == []


def test_somebody_in_danger_sees_the_emergency_number(visitor: Visitor) -> None:
    visitor.get("/so/asked?urgent=1")
    assert "112" in visitor.text


@pytest.mark.parametrize("address", ["/nl/asked?theme=nonsense&other=x", "/nl/asked?other=%00", "/nl/asked"])
def test_a_made_up_referral_shows_the_general_page(visitor: Visitor, address: str) -> None:
    visitor.get(address)
    assert visitor.status == 200
    main = visitor.text.split("<main")[1].split("</main>")[0]
    assert "nonsense" not in main
    assert "/nl/where-to-ask" in main


def test_something_else_is_no_referral(visitor: Visitor) -> None:
    visitor.get("/en/asked?theme=other&other=course&other=other")
    assert "We think your question" not in visitor.text
    assert "Something else" not in visitor.text
    assert "Your municipality (gemeente)" in visitor.text
