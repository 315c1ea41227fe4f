"""A personal link: it opens as often as anybody likes, counts once, and explains itself when it is over."""

import datetime as dt
import json

import pytest
import sqlalchemy as sa
from flask import Flask

from feedback import invitations
from feedback.languages import LANGUAGES
from feedback.store.database import Database
from feedback.store.invitations import Invitation
from feedback.store.models import Base
from feedback.store.responses import Response, Stream
from tests.conftest import TODAY, Clock
from tests.feedback.respond.walk import answer_all, stored
from tests.feedback.surveys.made import LAST_DAY, SURVEY, links
from tests.visitor import Visitor

OVER = LAST_DAY + dt.timedelta(days=1)
OPEN_SURVEY = f"/nl/survey/{SURVEY}"


@pytest.fixture
def token(database: Database) -> str:
    return links(database)[0]


def everything(database: Database) -> dict[str, list[dict[str, object]]]:
    with database.session(write=False) as session:
        return {
            table.name: [dict(row._mapping) for row in session.execute(sa.select(table))]
            for table in Base.metadata.sorted_tables
        }


def told(database: Database) -> tuple[list[Stream], list[bool]]:
    """The stream of each response, and of each link whether it was used."""
    with database.session(write=False) as session:
        streams = session.scalars(sa.select(Response.stream)).all()
        return list(streams), list(session.scalars(sa.select(Invitation.used)))


def answer(visitor: Visitor, token: str) -> None:
    """The visitor at the end of the survey, all answered and nothing sent."""
    visitor.get(f"/nl/i/{token}")
    visitor.submit("start")
    answer_all(visitor, "een tekst")


def test_a_personal_link_leads_to_a_response_of_the_invited_stream(
    visitor: Visitor, database: Database, token: str
) -> None:
    answer(visitor, token)
    visitor.submit("send")
    assert visitor.status == 200
    assert told(database) == ([Stream.INVITED], [True])


def test_all_questions_on_one_page_use_the_link_too(app: Flask, database: Database, token: str) -> None:
    visitor = Visitor(app)
    visitor.client = app.test_client(use_cookies=False)
    visitor.get(f"/nl/i/{token}")
    visitor.submit(f"{OPEN_SURVEY}/all")
    visitor.submit("form", satisfaction="satisfied", go="send")
    assert told(database) == ([Stream.INVITED], [True])


def test_opening_and_previewing_a_link_changes_nothing(
    visitor: Visitor, database: Database, token: str
) -> None:
    before = everything(database)
    for address in (f"/i/{token}", f"/nl/i/{token}", f"/ar/i/{token}"):
        for _ in range(3):
            visitor.client.head(address, headers={"User-Agent": "WhatsApp/2"})
            visitor.get(address)
            assert visitor.status == 200
    assert everything(database) == before


def test_an_unfinished_survey_goes_on_when_its_link_is_opened_again(visitor: Visitor, token: str) -> None:
    visitor.get(f"/nl/i/{token}")
    visitor.submit("start")
    visitor.submit("form", satisfaction="neutral", go="next")
    assert "Je bent al een keer begonnen" in visitor.get(f"/nl/i/{token}")
    visitor.get(f"{OPEN_SURVEY}/1")
    assert visitor.forms["form"].values["satisfaction"] == "neutral"


def test_on_a_shared_telephone_a_link_does_not_show_answers_of_another(
    visitor: Visitor, database: Database, token: str
) -> None:
    [another] = links(database)
    visitor.get(f"/nl/i/{token}")
    visitor.submit("start")
    visitor.submit("form", satisfaction="neutral", go="next")
    page = visitor.get(f"/nl/i/{another}")
    assert "Je bent al een keer begonnen" not in page
    assert " checked" not in page


def test_of_two_telephones_with_one_link_the_first_counts_and_the_second_is_told(
    app: Flask, database: Database, token: str
) -> None:
    first, second = Visitor(app), Visitor(app)
    answer(first, token)
    answer(second, token)
    first.submit("send")
    page = second.submit("send")
    assert second.status == 410
    assert "hebben we niet bewaard" in page
    assert len(stored(database)) == 1


def test_sending_twice_on_one_telephone_is_confirmed_twice(
    visitor: Visitor, database: Database, token: str
) -> None:
    answer(visitor, token)
    form = visitor.forms["send"]
    visitor.submit("send")
    visitor.post(form.action, form.values)
    assert visitor.status == 200
    assert len(stored(database)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_used_link_explains_itself_in_every_language(
    visitor: Visitor, database: Database, token: str, language: str
) -> None:
    with database.session(write=True) as session:
        invitations.use(session, invitations.digest(token), TODAY)
        session.commit()
    page = visitor.get(f"/{language}/i/{token}")
    assert visitor.status == 410
    assert f'href="/{language}/survey/{SURVEY}"' in page
    assert f'href="/{language}/ask"' in page
    assert 'id="start"' not in page


def test_a_used_link_says_something_else_than_one_that_is_over(
    visitor: Visitor, database: Database, token: str, clock: Clock
) -> None:
    clock.date = OVER
    over = visitor.get(f"/nl/i/{token}")
    assert visitor.status == 410
    assert f'href="{OPEN_SURVEY}"' in over
    used = visitor.get("/nl/link-used")
    assert used != over


def test_an_unknown_link_is_a_page_in_words(visitor: Visitor, token: str) -> None:
    for wrong in (token[:-1], "x", "%00", "é" * 20, "a" * 5000):
        visitor.get(f"/nl/i/{wrong}")
        assert visitor.status == 404, wrong
        assert "Deze pagina bestaat niet" in visitor.text


def test_the_address_of_a_link_is_not_told_to_anybody(visitor: Visitor, token: str) -> None:
    visitor.get(f"/nl/i/{token}")
    headers = visitor.response.headers
    assert headers.getlist("Referrer-Policy") == ["no-referrer"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert "/i/" in visitor.client.get("/robots.txt").get_data(as_text=True)


@pytest.mark.parametrize(
    ("asked", "language"), [("ti-ER, en", "ti"), ("fa-AF", "prs"), ("xx", "nl"), ("", "nl")]
)
@pytest.mark.parametrize("address", ["/i/{token}", f"/survey/{SURVEY}"])
def test_a_link_without_a_language_opens_in_that_of_the_browser(
    visitor: Visitor, token: str, address: str, asked: str, language: str
) -> None:
    visitor.get(address.format(token=token), headers={"Accept-Language": asked})
    assert visitor.address.startswith(f"/{language}/")
    assert visitor.status == 200


def test_the_menu_of_languages_keeps_the_link(visitor: Visitor, token: str) -> None:
    assert f'href="/ti/i/{token}"' in visitor.get(f"/ar/i/{token}")


def test_a_page_with_one_link_is_not_shown_for_another(
    visitor: Visitor, database: Database, token: str
) -> None:
    [another] = links(database)
    visitor.get(f"/nl/i/{token}")
    page = visitor.get(f"/nl/i/{another}")
    assert another in page
    assert token not in page
    assert another not in visitor.get(OPEN_SURVEY)


def test_nothing_stored_of_an_answer_is_stored_of_a_link(
    visitor: Visitor, database: Database, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer(visitor, token)
    assert everything(database)["drafts"][0]["invitation"] == invitations.digest(token)
    visitor.submit("send")
    kept = everything(database)
    ours = json.dumps([kept["invitations"], kept["invitation_batches"]], default=str)
    about_answers = ("responses", "answers", "verbatims", "predictions", "drafts")
    theirs = json.dumps([kept[table] for table in about_answers], default=str)
    keys = [str(row["digest"]) for row in kept["invitations"]]
    keys += [str(row["id"]) for row in kept["invitation_batches"]]
    assert [key for key in keys if key in theirs] == []
    ids = [str(row["id"]) for table in ("responses", "verbatims") for row in kept[table]]
    assert ids
    assert [key for key in ids if key in ours] == []
    assert token not in ours + theirs + caplog.text
