"""What was done with what people said: on a page for everybody, and behind one's own code."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from feedback.store.database import Database
from feedback.store.signals import Outcome, OutcomeStatus, OutcomeText
from feedback.store.verbatims import Decision, Verbatim
from tests.conftest import TODAY
from tests.feedback.theming.made import NOON, reader_of_texts
from tests.visitor import Visitor

TEXTS = {"nl": "Het examen heeft meer plaatsen.", "ti": "ፈተና ተወሳኺ ቦታ ኣለዎ።"}


def publish(database: Database, theme: str, texts: dict[str, str], **more: object) -> Outcome:
    """An outcome about a theme, published with these texts."""
    usual = {"status": OutcomeStatus.CHANGED, "demonstration": False}
    with database.session(write=True) as session:
        made = Outcome(id=uuid.uuid4(), theme=theme, **usual | more)
        session.add(made)
        session.flush()
        session.add_all(
            OutcomeText(outcome_id=made.id, language=code, text=text, checked_by="")
            for code, text in texts.items()
        )
        session.flush()
        made.published_on = TODAY
        session.commit()
    return made


@pytest.fixture
def outcome(database: Database) -> Outcome:
    """A published outcome about exams, in Dutch and Tigrinya."""
    return publish(database, "exam-registration", TEXTS)


def test_the_page_says_when_there_is_nothing(visitor: Visitor) -> None:
    assert "Nothing is written here yet." in visitor.get("/en/what-we-did")


@pytest.mark.parametrize(("language", "shown"), [("ti", "ti"), ("nl", "nl"), ("ar", "nl")])
def test_an_outcome_is_told_in_the_readers_language_else_in_dutch(
    visitor: Visitor, outcome: Outcome, language: str, shown: str
) -> None:
    page = visitor.get(f"/{language}/what-we-did")
    assert f'lang="{shown}" dir="ltr">{TEXTS[shown]}' in page


def test_a_draft_and_an_invented_one_are_not_told(
    visitor: Visitor, outcome: Outcome, database: Database
) -> None:
    publish(database, "course", {"nl": "Verzonnen"}, demonstration=True)
    with database.session(write=True) as session:
        session.get_one(Outcome, outcome.id).published_on = None
        session.commit()
    page = visitor.get("/nl/what-we-did")
    assert TEXTS["nl"] not in page
    assert "Verzonnen" not in page


def test_behind_a_code_stands_what_was_done_about_its_theme(
    visitor: Visitor, outcome: Outcome, database: Database
) -> None:
    visitor.get("/ti/ask")
    page = visitor.submit(
        "form", question="Waar kan ik examen doen? Er is geen plaats", asker="asylum", law="wi2021"
    )
    code = page.split('class="code"')[1].split(">")[1].split("<")[0]
    with database.session(write=True) as session:
        text = session.scalars(sa.select(Verbatim)).one()
        session.add(
            Decision(
                verbatim_id=text.id, account_id=reader_of_texts(session).id, theme="exam-registration",
                decided_at=NOON + dt.timedelta(hours=1),
            )
        )  # fmt: skip
        session.commit()
    visitor.get("/ti/my-answers")
    page = visitor.submit("find", code=code.strip(), go="look")
    assert TEXTS["ti"] in page
